"""The configuration of web servers and timers, and a server of our own to try a release on."""
