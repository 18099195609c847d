/* All rules but those of colours are tried on the whole page, once on a phone and once on a desktop; colours, in light and
   in dark, on one of everything, since a page as long as this keeps a browser busy for minutes.
   Opens the reference page in a browser as readers do, and prints as JSON what was found. On standard input:
   {"browser": path, "url": address, "queries": [text, ...]}. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const asked = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const origin = new URL(asked.url).origin;
const windows = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run", "--disable-dev-shm-usage"];

/* One of everything that has a colour. */
const coloured = ["header", "#search", "nav > ul > li:nth-child(2)", "#token", "#errors", "#op-create_booking",
  "#op-select_option", "#type-BookingStatus", "#type-BookingView", "footer"];

const found = { violations: {}, widths: {}, elsewhere: [], complaints: [], search: {}, menu: {}, copied: "", scriptless: {} };
const browser = await chromium.launch({ executablePath: asked.browser, headless: true, args: quiet });

const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (each) => { if (!each.url().startsWith(origin)) found.elsewhere.push(each.url()); });
  page.on("console", (each) => { if (each.type() === "error") found.complaints.push(each.text()); });
  page.on("pageerror", (each) => found.complaints.push(String(each)));
  await page.goto(asked.url, { waitUntil: "load" });
  return page;
};

for (const [name, viewport] of Object.entries(windows)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ viewport, colorScheme });
    await page.evaluate(axe);
    const violations = await page.evaluate(async ({ isWhole, places }) => {
      const runs = isWhole ? [[document, { rules: { "color-contrast": { enabled: false } } }]] : [];
      runs.push([{ include: places.map((place) => [place]) }, { runOnly: ["color-contrast"] }]);
      const results = [];
      for (const [context, options] of runs) {
        results.push(...(await axe.run(context, { resultTypes: ["violations"], ...options })).violations);
      }
      return results.map((each) => ({
        rule: each.id, impact: each.impact, places: each.nodes.length, first: each.nodes[0].html.slice(0, 200),
      }));
    }, { isWhole: colorScheme === "light", places: coloured });
    found.violations[`${name}, ${colorScheme}`] = violations;
    found.widths[`${name}, ${colorScheme}`] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    await page.context().close();
  }
}

const page = await open({ viewport: windows.desktop, permissions: ["clipboard-read", "clipboard-write"] });
found.search = await page.evaluate(
  (queries) => Object.fromEntries(queries.map((each) => [each, window.sojournSearch(each).slice(0, 8)])), asked.queries);
await page.keyboard.press("/");
await page.keyboard.type("cancel booking");
found.menu.typed = await page.locator("#found a").evaluateAll((links) => links.map((each) => each.getAttribute("href")));
await page.keyboard.press("Enter");
await page.waitForFunction(() => location.hash === document.querySelector("#found a").getAttribute("href"));
found.menu.opened = await page.evaluate(() => location.hash);
await page.locator("#search-text").focus();
await page.keyboard.press("Escape");
await page.locator("#op-select_option").scrollIntoViewIfNeeded();
await page.evaluate(() => document.getElementById("op-select_option").scrollIntoView());
await page.waitForFunction(() => document.querySelector("nav [aria-current]")?.getAttribute("href") === "#op-select_option");
found.menu.followed = await page.locator("nav [aria-current]").getAttribute("href");
const copy = page.locator("#op-select_option .copy").first();
await copy.click();
found.copied = await page.evaluate(() => navigator.clipboard.readText());
await page.context().close();

const plain = await open({ viewport: windows.phone, javaScriptEnabled: false });
found.scriptless.search = await plain.locator("#search").isVisible();
found.scriptless.operations = await plain.locator("article.operation").count();
await browser.close();
console.log(JSON.stringify(found));
