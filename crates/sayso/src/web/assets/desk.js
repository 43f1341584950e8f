// Comfort only: every page works without it.
"use strict";

// Every file in a folder that was dropped, and in the folders in it.
const filesOf = async (entry) => {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return files;
    for (const inner of some) files.push(...(await filesOf(inner)));
  }
};

// Files and folders may be dropped on the form of "Add".
const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
    });
  }
  drop.addEventListener("drop", async (event) => {
    // What was dropped is gone when the event is over; entries stay.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const held = new DataTransfer();
    for (const entry of entries) for (const file of await filesOf(entry)) held.items.add(file);
    input.files = held.files;
  });
}

// The slash leads to the search, as on many desks.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
});
