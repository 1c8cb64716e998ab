"""Runs once per deploy, after the build and before traffic: a database migration, for example."""

import os

print("migrated; SIGNING_KEY has %d characters" % len(os.environ["SIGNING_KEY"]))
