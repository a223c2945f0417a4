"""The dashboard as one ASGI app: ``streamlit run app.py``."""

import streamlit as st

from components.downloads import ROUTES

app = st.App("components/frame.py", routes=ROUTES)
