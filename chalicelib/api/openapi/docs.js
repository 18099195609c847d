/* The reference page's own script: search, a menu that follows the reader, and buttons that copy an example.
   Without it the page is whole; it asks nothing of any other host. */
(() => {
  "use strict";
  const menu = document.getElementById("contents");
  const search = document.getElementById("search");
  const typed = document.getElementById("search-text");
  const found = document.getElementById("found");
  const said = document.getElementById("found-count");
  const stop = new Set(search.dataset.stop.split(" "));
  const shown = 8;

  const singular = (word) => {
    if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3) + "y";
    return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  };
  const split = (text) =>
    (text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().match(/[a-z0-9]+/g) || [])
      .filter((word) => !stop.has(word)).map(singular);

  const entries = [...menu.querySelectorAll("[data-words]")].map((link) => ({
    link,
    words: link.dataset.words.split(" ").map((pair) => {
      const [word, weight] = pair.split(":");
      return [word, Number(weight)];
    }),
  }));

  /* Ten tenths for the word itself, seven for its beginning, five for one of the same stem. */
  const tenths = (asked, word) => {
    if (asked === word) return 10;
    if (asked.length >= 3 && word.startsWith(asked)) return 7;
    if (word.length >= 4 && asked.startsWith(word)) return 5;
    let same = 0;
    while (same < asked.length && asked[same] === word[same]) same += 1;
    return same >= 5 && same * 10 >= Math.max(asked.length, word.length) * 6 ? 5 : 0;
  };

  const find = (text) => {
    const asked = split(text);
    return entries
      .map((entry, place) => {
        const scores = asked.map((each) =>
          entry.words.reduce((best, [word, weight]) => Math.max(best, weight * tenths(each, word)), 0));
        const score = scores.reduce((sum, each) => sum + each, 0);
        return { entry, place, matched: scores.filter(Boolean).length, score };
      })
      .filter((each) => each.matched > 0)
      .sort((one, other) => other.matched - one.matched || other.score - one.score || one.place - other.place)
      .map((each) => each.entry.link.getAttribute("href"));
  };

  const show = () => {
    const hits = find(typed.value);
    const links = hits.slice(0, shown).map((href) => {
      const link = menu.querySelector(`[data-words][href="${href}"]`).cloneNode(true);
      link.removeAttribute("data-words");
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    found.replaceChildren(...links);
    menu.classList.toggle("searching", typed.value.trim() !== "");
    said.textContent = typed.value.trim() === "" ? "" : `${hits.length} found`;
  };

  search.hidden = false;
  typed.addEventListener("input", show);
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Escape") typed.value = "";
    if (event.key === "Enter") found.querySelector("a")?.click();
    if (event.key === "Escape") show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target === typed) return;
    event.preventDefault();
    typed.focus();
  });

  /* The entry of what stands at the top of the window is marked, and kept in sight. */
  const places = new Map(entries.map(({ link }) => [link.getAttribute("href").slice(1), link]));
  const mark = (link) => {
    menu.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const box = link.getBoundingClientRect();
    const frame = menu.getBoundingClientRect();
    if (menu.scrollHeight > menu.clientHeight && (box.top < frame.top + 60 || box.bottom > frame.bottom)) {
      menu.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  const watch = new IntersectionObserver((seen) => {
    const at = seen.find((each) => each.isIntersecting);
    if (at && places.has(at.target.id)) mark(places.get(at.target.id));
  }, { rootMargin: "-80px 0px -85% 0px" });
  for (const id of places.keys()) {
    const place = document.getElementById(id);
    if (place && !id.startsWith("type-")) watch.observe(place);
  }

  if (navigator.clipboard) {
    for (const code of document.querySelectorAll("pre > code")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      code.parentElement.before(button);
    }
  }

  window.sojournSearch = find;
})();
