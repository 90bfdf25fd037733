// Reads the story aloud where the browser has a Vietnamese voice; without one, no button.
const button = document.querySelector("[data-read-aloud-button]");
const speech = window.speechSynthesis;

function voice() {
  return speech.getVoices().find(({ lang }) => /^vi\b/i.test(lang.replace("_", "-")));
}

function text() {
  const parts = [document.querySelector("h1"), ...document.querySelectorAll("[data-read-aloud]")];
  const words = parts.flatMap((part) =>
    part.matches(".body") ? [...part.querySelectorAll("h2, h3, h4, p, li, figcaption")] : [part],
  );
  const innermost = words.filter((element) => !words.some((other) => other !== element && element.contains(other)));
  return innermost.map((element) => element.textContent.trim()).filter(Boolean);
}

function say(stopped) {
  button.textContent = stopped ? "Đọc bài" : "Dừng đọc";
  button.setAttribute("aria-pressed", String(!stopped));
}

// One utterance a paragraph: browsers cut long ones short.
function read() {
  const lines = text();
  lines.forEach((line, index) => {
    const utterance = new SpeechSynthesisUtterance(line);
    utterance.lang = "vi-VN";
    utterance.voice = voice();
    if (index === lines.length - 1) utterance.onend = () => say(true);
    speech.speak(utterance);
  });
  say(false);
}

if (button && speech) {
  const show = () => {
    button.hidden = !voice();
  };
  show();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", show);
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      say(true);
    } else {
      read();
    }
  });
  addEventListener("pagehide", () => speech.cancel());
}
