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

const numbered = document.querySelectorAll("input[data-key]");
for (const line of document.querySelectorAll("[data-keys]")) line.hidden = false;
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
