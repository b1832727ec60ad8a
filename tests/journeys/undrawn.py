"""Pages and forms that somebody at a browser fetches and sends without drawing them: where many are alike."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.pages.filled import form_on, values_of


class Undrawn:
    """Somebody's browser without its window."""

    context: BrowserContext
    address: str

    def fetch(self, path: str) -> str:
        """Fetch a page without drawing it."""
        answer = self.context.request.get(path)
        assert answer.ok, f"{path} answered {answer.status}"
        return str(answer.text())

    def form(self, path: str, action: str = "") -> dict[str, str]:
        """Return what the form of a page holds, the page not being drawn."""
        values = values_of(form_on(self.fetch(path), action or path))
        return {name: value if isinstance(value, str) else value[0] for name, value in values.items()}

    def post(self, action: str, form: dict[str, str]) -> tuple[int, str]:
        """Send a form as somebody might write it by hand; return the status and the page that answers."""
        answer = self.context.request.post(
            action, form={**form}, headers={"Origin": self.address, "Referer": self.address + action}
        )
        return answer.status, str(answer.text())

    def send(self, action: str, form: dict[str, str]) -> None:
        """Send a form whose page was not drawn."""
        status, page = self.post(action, form)
        assert status < 400, f"{action} answered {status}: {page[:2000]}"
