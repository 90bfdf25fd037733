"""Sample photographs of the sample site: flat illustrations drawn by a script."""
