/* Opens the page of status as people do, while health is answered in each way that there is, and prints as JSON what was
   found. On standard input: {"browser": path, "url": address, "answers": {name: {"status": 200, "body": "..."} or null}};
   null is no answer at all. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const asked = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const origin = new URL(asked.url).origin;
const windows = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run", "--disable-dev-shm-usage"];
const found = { violations: {}, widths: {}, elsewhere: [], complaints: [], said: {}, rows: {}, again: 0, scriptless: "" };
const browser = await chromium.launch({ executablePath: asked.browser, headless: true, args: quiet });

const open = async (options, answer, counted = () => {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (each) => { if (!each.url().startsWith(origin) && !each.url().startsWith("data:")) found.elsewhere.push(each.url()); });
  page.on("console", (each) => {  // that an answer is an error the browser says by itself
    if (each.type() === "error" && !each.text().startsWith("Failed to load resource")) { found.complaints.push(each.text()); }
  });
  page.on("pageerror", (each) => found.complaints.push(String(each)));
  await page.route("**/api/v1/health", (route) => {
    counted();
    return answer ? route.fulfill({ contentType: "application/json", ...answer }) : route.abort();
  });
  await page.goto(asked.url, { waitUntil: "load" });
  return page;
};

for (const [name, answer] of Object.entries(asked.answers)) {
  for (const [size, viewport] of Object.entries(windows)) {
    for (const colorScheme of ["light", "dark"]) {
      const where = `${name}, ${size}, ${colorScheme}`;
      const page = await open({ viewport, colorScheme, bypassCSP: false }, answer);
      await page.locator("#again").waitFor({ state: "visible" });
      found.said[name] = await page.locator("#summary").textContent();
      found.rows[name] = await page.locator("#systems tbody tr:visible").allInnerTexts();
      found.widths[where] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      found.violations[where] = violations.map((each) => ({
        rule: each.id, impact: each.impact, places: each.nodes.length, first: each.nodes[0].html.slice(0, 200),
      }));
      await page.context().close();
    }
  }
}

const first = Object.values(asked.answers)[0];
const page = await open({ viewport: windows.phone }, first, () => { found.again += 1; });
await page.locator("#again").click();
await page.waitForFunction(() => !document.getElementById("again").disabled);
await page.context().close();

const plain = await open({ viewport: windows.phone, javaScriptEnabled: false }, first);
found.scriptless = await plain.locator("#summary a").getAttribute("href");
await browser.close();
console.log(JSON.stringify(found));
