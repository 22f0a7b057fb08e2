// What scripts add to pages that work without them: keys, and forms that need no button.
// Keys go by their place (`code`), so that they are the same on an Arabic keyboard.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let at = -1;
  const typing = (el) => el.closest("input:not([type=range]),textarea,select,[contenteditable]") !== null;

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((row, n) => row.toggleAttribute("data-at", n === at));
    all[at].scrollIntoView({ block: "nearest" });
    (all[at].querySelector("a,button,input,summary") || all[at]).focus({ preventScroll: true });
  };

  const press = (name) => {
    const here = rows()[at] || document;
    const found = here.querySelector(`[data-key="${name}"]`) || document.querySelector(`[data-key="${name}"]`);
    if (!found) return false;
    if (found.matches("a,button,summary")) found.click();
    else found.focus();
    return true;
  };

  const go = {
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyO: () => { const to = (rows()[at] || document).querySelector("[data-open]"); if (to) to.click(); },
  };
  const acts = { KeyY: "y", KeyN: "n", KeyU: "u", KeyE: "e", KeyS: "s", KeyM: "m", KeyZ: "z" };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.code === "Escape") {
      if (typing(event.target)) event.target.blur();
      else if (location.hash) location.hash = "";
      return;
    }
    if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.code === "Slash" && event.shiftKey) {
      const keys = document.querySelector("footer a[href$='/keys']");
      if (keys) keys.click();
    } else if (event.code === "Slash") {
      const field = document.getElementById("q");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (/^Digit[1-9]$/.test(event.code)) {
      if (press(event.code.slice(5))) event.preventDefault();
    } else if (go[event.code]) {
      event.preventDefault();
      go[event.code]();
    } else if (acts[event.code] && press(acts[event.code])) event.preventDefault();
  });

  // names that begin with the last word, as filters
  const field = document.querySelector("[data-complete]");
  const offers = document.getElementById("offers");
  let asked = 0;
  const complete = async () => {
    const [, before, filter, typed] = /^(.*?)(?:([^\s:"]+):"?)?([^\s:"]*)$/u.exec(field.value) || [];
    const number = ++asked;
    if (!typed || typed.length < 2) return offers.replaceChildren();
    const answer = await fetch(`${field.dataset.complete}?typed=${encodeURIComponent(typed)}`);
    if (!answer.ok || number !== asked) return undefined;
    const found = await answer.json();
    return offers.replaceChildren(...found.map((one) => {
      const option = document.createElement("option");
      option.value = `${before}${filter || one.kind}:${/\s/.test(one.name) ? `"${one.name}"` : one.name}`;
      return option;
    }));
  };
  if (field) field.addEventListener("input", () => { complete().catch(() => {}); });

  // the operators of a question, which are signs in both languages and never words
  for (const row of document.querySelectorAll("[data-operators]")) {
    row.hidden = false;
    row.addEventListener("click", (event) => {
      const sign = event.target.dataset.insert;
      if (!sign || !field) return;
      const [start, end] = [field.selectionStart, field.selectionEnd];
      const chosen = field.value.slice(start, end);
      field.setRangeText(sign.includes("…") ? sign.replace("…", chosen) : `${chosen}${sign}`, start, end, "end");
      field.focus();
    });
  }

  for (const slide of document.querySelectorAll("form[data-slide] input[type=range]"))
    slide.addEventListener("change", () => slide.form.requestSubmit());
  for (const form of document.querySelectorAll("form[method=post]"))
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll("button")) setTimeout(() => { button.disabled = true; });
    });
})();
