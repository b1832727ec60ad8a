/* Small comforts for people whose browser runs scripts. Every page works without this file. */
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}

for (const line of document.querySelectorAll("[data-count-for]")) {
  const box = document.getElementById(line.dataset.countFor);
  const template = line.dataset.text;
  if (!box) continue;
  box.addEventListener("input", () => {
    const words = box.value.split(/\s+/).filter(Boolean).length;
    line.textContent = template.replace("{n}", String(words));
  });
}

for (const line of document.querySelectorAll("[data-hash-file]")) {
  const file = document.getElementById(line.dataset.hashFile);
  const into = document.getElementById(line.dataset.hashInto);
  if (!file || !into || !window.crypto || !crypto.subtle) continue;
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen || chosen.size > 25000000) return;
    const digest = await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
    into.value = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    file.value = "";
    line.textContent = line.dataset.text.replace("{name}", () => chosen.name);
  });
}

// Single keys rest for whoever turned them off: the page's body then does not say where they are explained.
const singleKeys = document.body.dataset.singleKeys;
const numbered = singleKeys ? document.querySelectorAll("input[data-key]") : [];
for (const line of singleKeys ? document.querySelectorAll("[data-keys]") : []) line.hidden = false;
if (numbered.length) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const choice = Array.from(numbered).find((one) => one.dataset.key === event.key);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
  });
}

if (singleKeys) {
  const lines = () => [...document.querySelectorAll("table.rows tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  const move = (by) => {
    const links = lines();
    const row = document.activeElement && document.activeElement.closest("table.rows tbody tr");
    const here = row ? links.findIndex((link) => row.contains(link)) : -1;
    const to = links[here < 0 ? (by > 0 ? 0 : -1) : here + by];
    if (to) to.focus();
    return Boolean(to);
  };
  const follow = (link) => {
    if (link) link.click();
    return Boolean(link);
  };
  const acts = {
    "j": () => move(1),
    "k": () => move(-1),
    ".": () => follow(document.querySelector("a[data-due-first]")),
    "?": () => {
      location.assign(singleKeys);
      return true;
    },
  };
  document.addEventListener("keydown", (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing || pressed.repeat && pressed.key === "?") return;
    if (pressed.target.closest("input, textarea, select, [contenteditable]") || !lines().length) return;
    if (acts[pressed.key] && acts[pressed.key]()) pressed.preventDefault();
  });
}
