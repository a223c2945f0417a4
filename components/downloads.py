"""The data routes beside the dashboard: the claims of a selection as CSV, under the dashboard's own keys."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

ROUTES: list[BaseRoute] = []
