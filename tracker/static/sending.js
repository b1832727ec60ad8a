/* Sends large files one by one, with progress in words. Without this file the form sends them. */
"use strict";

for (const box of document.querySelectorAll("[data-stream]")) {
  const form = box.closest("form");
  const words = box.querySelector("[data-stream-words]");
  const stop = box.querySelector("button");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const mebibyte = 1024 * 1024;
  let line = null;
  let byForm = false;
  let leaving = false;

  const say = (sentence) => {
    words.textContent = sentence;
  };
  const size = (bytes) => (bytes >= 10 * mebibyte ? Math.round(bytes / mebibyte) : (bytes / mebibyte).toFixed(1)) + " MB";
  const group = (input) => {
    const apart = /^apart-(\d+)-/.exec(input.name);
    return apart ? Number(apart[1]) + 1 : 0;
  };
  const chosen = () => inputs.flatMap((input) => [...input.files].map((file) => ({ file, input, group: group(input) })));

  const put = (fields, file, progress) =>
    new Promise((done) => {
      line = new XMLHttpRequest();
      const here = line;
      line.open("PUT", box.dataset.stream);
      line.setRequestHeader("Content-Type", "application/octet-stream");
      line.setRequestHeader("Tracker-Form-Bytes", String(fields.size));
      if (file) line.upload.addEventListener("progress", (event) => progress(Math.max(0, event.loaded - fields.size)));
      line.addEventListener("abort", () => done({ stopped: true }));
      line.addEventListener("error", () => done({ status: 0 }));
      line.addEventListener("load", () => {
        let told = null;
        try {
          told = JSON.parse(here.responseText);
        } catch {
          told = null;
        }
        done({ status: here.status, told });
      });
      line.send(file ? new Blob([fields, file]) : fields);
    });

  const said = (one) => {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") typed.append(name, value);
    typed.set("file_name", one.file.name);
    typed.set("group", String(one.group));
    return new Blob([typed.toString()]);
  };

  const send = async (one, place) => {
    const fields = said(one);
    const name = place + "'" + one.file.name + "'";
    let step = -1;
    const asked = await put(fields, null, () => {});
    if (asked.stopped || asked.status !== 200) return asked;
    return put(fields, one.file, (loaded) => {
      const percent = one.file.size ? Math.min(100, Math.floor((100 * loaded) / one.file.size)) : 100;
      if (percent === 100) say("All of " + name + " is sent. It is being looked at and sealed.");
      else if (Math.floor(percent / 5) !== step) {
        step = Math.floor(percent / 5);
        say("Sending " + name + ": " + size(loaded) + " of " + size(one.file.size) + " (" + percent + " %).");
      }
    });
  };

  const why = (answer, name) => {
    if (answer.stopped) return "Sending was stopped. Nothing of '" + name + "' was kept. What you typed is still here.";
    if (answer.told && answer.told.refused && answer.told.refused.length) return answer.told.refused.join(" ");
    byForm = true;
    return "'" + name + "' could not be sent this way, and nothing of it was kept. Press the button once more: the form sends it, without telling how far it is.";
  };

  const sendAll = async (files) => {
    const buttons = [...form.querySelectorAll("button[type=submit]")];
    for (const button of buttons) button.disabled = true;
    stop.hidden = false;
    leaving = true;
    let at = "";
    const kept = [];
    for (const [number, one] of files.entries()) {
      const answer = await send(one, files.length > 1 ? "file " + (number + 1) + " of " + files.length + ", " : "");
      if (answer.status !== 201 || !answer.told) {
        const before = kept.length ? kept.join(", ") + (kept.length > 1 ? " are" : " is") + " sealed and added; choose only the other files again. " : "";
        if (kept.length) for (const input of inputs) input.value = "";
        say(before + why(answer, one.file.name));
        at = "";
        break;
      }
      kept.push(answer.told.kept);
      at = files.length > 1 && !answer.told.draft ? box.dataset.list : answer.told.at;
    }
    line = null;
    leaving = false;
    stop.hidden = true;
    for (const button of buttons) button.disabled = false;
    if (at) location.assign(at);
    else words.focus();
  };

  form.addEventListener("submit", (event) => {
    const files = chosen();
    if (byForm || line || !files.some((one) => one.file.size >= Number(box.dataset.from))) return;
    event.preventDefault();
    box.hidden = false;
    say("Asking whether what you typed is enough.");
    sendAll(files);
  });
  stop.addEventListener("click", () => {
    if (line) line.abort();
  });
  window.addEventListener("beforeunload", (event) => {
    if (leaving) event.preventDefault();
  });
}
