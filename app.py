"""The dashboard as one ASGI app: ``streamlit run app.py``."""

import streamlit as st

from components.downloads import ROUTES
from components.look import draw_failure

app = st.App("components/frame.py", routes=ROUTES, on_script_error=draw_failure)
