"""The button that copies the address of this view, with or without the browser's permission."""

import streamlit as st

HTML = """
<button type="button" class="copy">Copy link</button>
<span class="said" role="status" aria-live="polite"></span>
<input class="address" type="text" readonly hidden aria-label="Link to this view">
"""
CSS = """
:host, div { font-family: var(--st-font); }
.copy { font: inherit; font-size: 0.87rem; padding: 0.3rem 0.75rem; cursor: pointer; white-space: nowrap;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
.copy:hover, .copy:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.said { font-size: 0.8rem; color: var(--st-text-color); }
.address { box-sizing: border-box; width: 100%; margin-top: 0.3rem; font: inherit; font-size: 0.8rem; padding: 0.3rem;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); }
.address[hidden] { display: none; }
"""
JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector(".copy")
  const said = parentElement.querySelector(".said")
  const box = parentElement.querySelector(".address")
  const here = () => {
    const found = new URL(window.location.origin === "null" ? data.address : window.location.href)
    if (data.build) found.searchParams.set("build", data.build)
    return found.href
  }
  box.hidden = true
  said.textContent = ""
  const show = () => {
    box.value = here()
    box.hidden = false
    box.focus()
    box.select()
    const copied = document.execCommand("copy")
    said.textContent = copied ? "Copied" : "Copy the link below"
  }
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(here())
      said.textContent = "Copied"
    } catch (error) {
      show()
    }
  }
}
"""

_button = st.components.v2.component("claimline_copy_link", html=HTML, css=CSS, js=JS)


def draw_copy_link(address: str, build: str = "") -> None:
    """A button that copies the browser's address, with the build that it shows, so that whoever opens the link
    later is told what has changed; where the browser refuses, the link is shown, selected."""
    _button(data={"address": address, "build": build}, key="copy-link", width="content")
