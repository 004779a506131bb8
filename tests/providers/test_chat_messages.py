"""Pictures and documents, as OpenAI's chat completions take them."""

from app.providers import OpenAICompatibleProvider
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, streamed


async def test_pictures_and_documents_go_along(server):
    server.script = [streamed(Payloads("openai_compatible").events())]
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    await provider.generate_completion(
        "m",
        [
            {"role": "system", "content": "Be brief."},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image", "media_type": "image/png", "data": b"\x89PNG"},
                    {
                        "type": "document",
                        "media_type": "application/pdf",
                        "name": "a.pdf",
                        "data": b"%PDF-1",
                    },
                ],
            },
        ],
    )
    await provider.aclose()
    assert server.exchanges[0].json["messages"] == [
        {"role": "system", "content": "Be brief."},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw=="}},
                {
                    "type": "file",
                    "file": {
                        "filename": "a.pdf",
                        "file_data": "data:application/pdf;base64,JVBERi0x",
                    },
                },
            ],
        },
    ]
