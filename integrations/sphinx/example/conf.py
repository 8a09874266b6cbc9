import os
import sys

sys.path.insert(0, os.path.abspath(".."))  # where the extension is installed, this line goes

project = "An example"
extensions = ["sphinx_entente"]
html_theme = "furo"
