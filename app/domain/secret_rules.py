"""What well-known keys and tokens look like.

The kinds are those that gitleaks (https://github.com/gitleaks/gitleaks) has rules for, with those
of a few more providers of models; the patterns are our own.
"""

from dataclasses import dataclass

from app.words import N_

_ANY = r"[\w-]"
_ALNUM = "[A-Za-z0-9]"
_HEX = "[0-9a-f]"
_END = f"(?!{_ALNUM})"


@dataclass(frozen=True, slots=True)
class SecretRule:
    """A kind of secret.

    Attributes:
        kind: What to call it, marked for `_`.
        leads: How it begins; one of these, to the letter.
        body: A pattern for what follows. It takes time in proportion to what it looks at, and
            looks at much only where it succeeds: `{n,}+` takes a run once and gives nothing back.
    """

    kind: str
    leads: tuple[str, ...]
    body: str


RULES = (
    # Models
    SecretRule(N_("Anthropic key"), ("sk-ant-",), f"{_ANY}{{20,}}+"),
    SecretRule(N_("OpenAI key"), ("sk-proj-", "sk-svcacct-", "sk-admin-"), f"{_ANY}{{20,}}+"),
    SecretRule(N_("OpenRouter key"), ("sk-or-",), f"{_ANY}{{20,}}+"),
    # OpenAI's older ones, DeepSeek's, others.
    SecretRule(N_("API key"), ("sk-",), f"{_ALNUM}{{32,}}+"),
    SecretRule(N_("Google key"), ("AIza",), f"{_ANY}{{35,}}+"),
    SecretRule(N_("Google token"), ("ya29.", "GOCSPX-"), f"{_ANY}{{20,}}+"),
    SecretRule(N_("Groq key"), ("gsk_",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("xAI key"), ("xai-",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("Perplexity key"), ("pplx-",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("Hugging Face token"), ("hf_", "api_org_"), f"{_ALNUM}{{30,}}+"),
    SecretRule(N_("Replicate token"), ("r8_",), f"{_ALNUM}{{37,}}+"),
    SecretRule(N_("NVIDIA key"), ("nvapi-",), f"{_ANY}{{60,}}+"),
    SecretRule(N_("Cerebras key"), ("csk-",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("ElevenLabs key"), ("sk_",), f"{_HEX}{{48}}{_END}"),
    SecretRule(N_("LangSmith key"), ("lsv2_pt_", "lsv2_sk_"), f"{_HEX}{{32}}_{_HEX}{{10}}"),
    SecretRule(N_("Tavily key"), ("tvly-",), f"{_ANY}{{20,}}+"),
    # Clouds
    SecretRule(N_("AWS access key"), ("AKIA", "ASIA", "ABIA", "ACCA"), f"[A-Z2-7]{{16}}{_END}"),
    SecretRule(N_("AWS Bedrock key"), ("ABSK",), "[A-Za-z0-9+/]{100,}+={0,2}"),
    SecretRule(N_("Azure storage key"), ("AccountKey=",), "[A-Za-z0-9+/]{86}=="),
    SecretRule(N_("DigitalOcean token"), ("dop_v1_", "doo_v1_", "dor_v1_"), f"{_HEX}{{64}}"),
    SecretRule(N_("Heroku key"), ("HRKU-AA",), f"{_ANY}{{50,}}+"),
    SecretRule(N_("Fly.io token"), ("fo1_",), f"{_ANY}{{40,}}+"),
    SecretRule(N_("Databricks token"), ("dapi",), f"{_HEX}{{32}}{_END}"),
    SecretRule(N_("Supabase key"), ("sbp_", "sb_secret_"), f"{_ANY}{{20,}}+"),
    SecretRule(
        N_("PlanetScale key"), ("pscale_tkn_", "pscale_oauth_", "pscale_pw_"), r"[\w=.-]{32,}+"
    ),
    # Code and its delivery
    SecretRule(N_("GitHub token"), ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), f"{_ALNUM}{{36,}}+"),
    SecretRule(N_("GitHub token"), ("github_pat_",), f"{_ANY}{{60,}}+"),
    SecretRule(
        N_("GitLab token"),
        ("glpat-", "gldt-", "glrt-", "glptt-", "gloas-", "glsoat-", "glft-", "glimt-", "glcbt-"),
        f"{_ANY}{{20,}}+",
    ),
    SecretRule(N_("Atlassian token"), ("ATATT3",), r"[\w=-]{100,}+"),
    SecretRule(N_("npm token"), ("npm_",), f"{_ALNUM}{{36,}}+"),
    SecretRule(N_("PyPI token"), ("pypi-AgE",), f"{_ANY}{{50,}}+"),
    SecretRule(N_("RubyGems token"), ("rubygems_",), f"{_HEX}{{48}}"),
    SecretRule(N_("Docker token"), ("dckr_pat_",), f"{_ANY}{{20,}}+"),
    SecretRule(N_("Artifactory key"), ("AKCp",), f"{_ALNUM}{{60,}}+"),
    SecretRule(N_("Pulumi token"), ("pul-",), f"{_HEX}{{40}}{_END}"),
    SecretRule(N_("Postman key"), ("PMAK-",), f"{_HEX}{{24}}-{_HEX}{{34}}"),
    SecretRule(N_("Grafana token"), ("glsa_",), f"{_ALNUM}{{32}}_[0-9A-Fa-f]{{8}}"),
    SecretRule(N_("Grafana token"), ("glc_",), "[A-Za-z0-9+/]{32,}+={0,2}"),
    SecretRule(N_("Sentry token"), ("sntrys_", "sntryu_"), r"[\w+/=-]{40,}+"),
    SecretRule(N_("Vault token"), ("hvs.", "hvb."), f"{_ANY}{{80,}}+"),
    SecretRule(N_("Doppler token"), ("dp.pt.",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("1Password token"), ("ops_eyJ",), r"[\w+/=-]{100,}+"),
    SecretRule(N_("age key"), ("AGE-SECRET-KEY-1",), "[0-9A-Z]{58}"),
    # Messages and mail
    SecretRule(
        N_("Slack token"),
        ("xoxb-", "xoxp-", "xoxa-", "xoxo-", "xoxs-", "xoxr-", "xoxe-", "xoxe.", "xapp-"),
        r"[\w.-]{20,}+",
    ),
    SecretRule(N_("Slack webhook"), ("hooks.slack.com/services/",), "[A-Za-z0-9+/]{40,}+"),
    SecretRule(
        N_("Discord webhook"), ("discord.com/api/webhooks/",), rf"\d{{15,22}}+/{_ANY}{{60,}}+"
    ),
    SecretRule(N_("SendGrid key"), ("SG.",), rf"{_ANY}{{22}}\.{_ANY}{{43}}"),
    SecretRule(N_("Mailgun key"), ("key-",), f"{_HEX}{{32}}{_END}"),
    SecretRule(N_("Twilio key"), ("SK",), f"{_HEX}{{32}}{_END}"),
    # Business
    SecretRule(
        N_("Stripe key"),
        ("sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_"),
        f"{_ALNUM}{{16,}}+",
    ),
    SecretRule(N_("Stripe webhook secret"), ("whsec_",), "[A-Za-z0-9+/]{30,}+={0,2}"),
    SecretRule(N_("Shopify token"), ("shpat_", "shpca_", "shppa_", "shpss_"), "[0-9A-Fa-f]{32}"),
    SecretRule(N_("Square token"), ("sq0atp-", "sq0csp-"), f"{_ANY}{{22,}}+"),
    SecretRule(N_("Notion token"), ("ntn_",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("Linear key"), ("lin_api_",), f"{_ALNUM}{{40,}}+"),
    SecretRule(N_("Figma token"), ("figd_",), f"{_ANY}{{30,}}+"),
    SecretRule(N_("Airtable token"), ("pat",), rf"{_ALNUM}{{14}}\.{_HEX}{{64}}"),
    # Anyone's
    SecretRule(
        N_("private key"),
        ("-----BEGIN ",),
        # To its end; of one that was cut off, the lines that are there.
        r"(?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:(?:[^-]|-(?!----)){40,}+-----END [A-Z0-9 ]{1,60}-----"
        r"|(?:\s|\\[nr]){0,8}+(?:[A-Za-z0-9+/=]{40,}+(?:\s|\\[nr]){0,8}+)++)",
    ),
    SecretRule(N_("JSON Web Token"), ("eyJ",), rf"{_ANY}{{14,}}+\.eyJ{_ANY}{{14,}}+\.{_ANY}*+"),
)
