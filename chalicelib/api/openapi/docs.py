"""The API's reference as a page for people: guides and the OpenAPI document in HTML, whole in itself."""

from functools import lru_cache

from chalice.app import Chalice

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example

blueprint = ApiBlueprint(__name__, tag="Service")


@blueprint.route(
    "/v1/docs",
    summary="Read the API reference as a web page",
    public=True,
    cache_control="public, max-age=300",
    produces="text/html; charset=utf-8",
    example=lambda: Example("<!doctype html>"),
)
def get_docs(call: Call[None, None]) -> Answer[str]:
    html, security_policy = _page(blueprint.current_app, call.api_address)
    return Answer(html, headers={"Content-Security-Policy": security_policy})


@lru_cache(maxsize=4)
def _page(app: Chalice, address: str) -> tuple[str, str]:
    from chalicelib.api.openapi import document as openapi_document
    from chalicelib.api.openapi import html_page

    return html_page.render(openapi_document.build_document(app, address)), html_page.security_policy()
