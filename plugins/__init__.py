"""The features of the portal, one folder each; README.md beside this file is the map."""
