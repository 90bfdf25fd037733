"""Where releases are shown: this machine, servers over ssh, S3 storage."""
