import os
import sys

sys.path.insert(0, os.path.abspath(".."))  # not needed where the extension is installed

project = "An example"
extensions = ["sphinx_entente"]
html_theme = "furo"
exclude_patterns = ["_build"]
