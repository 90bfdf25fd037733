"""What every part of the portal stands on: mistakes, settings, fields, files, processes, clock, addresses.

No feature of its own, and nothing here knows Pelican.
"""
