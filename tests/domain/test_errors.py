from app.domain.errors import RateLimitError


def test_the_cause_is_what_happened_without_what_to_do():
    error = RateLimitError("The server at 127.0.0.1:80 is busy. Wait a moment, then try again.")
    assert error.cause == "The server at 127.0.0.1:80 is busy"
    assert RateLimitError("Too many requests.").cause == "Too many requests"
