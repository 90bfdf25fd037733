"""Addresses that moved or ended, and the promise that none dies."""
