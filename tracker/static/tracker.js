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
