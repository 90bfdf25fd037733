"""The service that counts, from a request to an answer."""
