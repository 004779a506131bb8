from hypothesis import settings

# `make test ARGS="tests/markdown/test_examples.py --hypothesis-profile=thorough"`
settings.register_profile("thorough", max_examples=10_000)
