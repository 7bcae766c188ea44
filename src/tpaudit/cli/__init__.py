"""The command line: one thin command a file. What is set here holds before anything else is imported."""

import atexit
import gc
import os

# A command lives for moments and makes few cycles: collecting them would cost more than it frees, at its end too.
gc.disable()
atexit.register(gc.freeze)
# No plugin that another package brings to pydantic may change what an audit means.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
