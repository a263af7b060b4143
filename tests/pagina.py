"""A web page that is open in a browser, for the tests: what it shows, and a mouse and keys to work it."""

import json


class Page:
    """A page that is open in the browser."""

    def __init__(self, driver, path):
        self.driver, self.path = driver, path

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def text(self, selector):
        return self.one(selector).get_attribute("textContent")

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map((n) => n.textContent)", selector)

    def run(self, script, *given):
        return self.driver.execute_script(script, *given)

    def named(self, selector, text):
        return next(node for node in self.all(selector) if node.get_attribute("textContent") == text)

    def click(self, node):
        """Press the left button on the middle of an element that may have to be scrolled into view first."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", node)
        self.at(node).click().perform()

    def at(self, node):
        """Return a chain of actions that begins with the pointer on the middle of an element."""
        from selenium.webdriver import ActionChains

        box = self.run("const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width, b.height]", node)
        chain = ActionChains(self.driver, duration=0)
        chain.w3c_actions.pointer_action.move_to_location(int(box[0] + box[2] / 2), int(box[1] + box[3] / 2))
        return chain

    def press(self, *keys):
        from selenium.webdriver import ActionChains, Keys

        ActionChains(self.driver).send_keys(*(getattr(Keys, key, key) for key in keys)).perform()

    def until(self, happened):
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 20).until(lambda _: happened())

    def focused(self):
        return self.driver.switch_to.active_element

    def view(self):
        """Return the part of the grid that the map shows."""
        return [float(v) for v in self.one(".doek svg").get_dom_attribute("viewBox").split()]

    def asked(self):
        """Return the addresses that the browser asked for since the last call, but for the page and its own data."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        sent = (event["params"] for event in events if event["method"] == "Network.requestWillBeSent")
        asked = (params["request"]["url"] for params in sent)
        return [url for url in asked if not url.startswith("data:") and url.partition("#")[0] != self.path.as_uri()]

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]
