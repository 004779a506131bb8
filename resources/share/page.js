"use strict";
(() => {
  const lens = document.getElementById("lens");
  const heads = [...document.querySelectorAll(".fold-head")];
  const show = (head, isOpen) => {
    head.setAttribute("aria-expanded", String(isOpen));
    head.nextElementSibling.hidden = !isOpen;
  };
  for (const head of heads) {
    head.addEventListener("click", () => show(head, head.nextElementSibling.hidden));
  }
  const toggle = () => {
    const isOn = document.body.classList.toggle("lens");
    lens.setAttribute("aria-pressed", String(isOn));
    for (const head of heads) {
      head.hidden = !isOn;
      show(head, !isOn);
    }
  };
  lens.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      toggle();
    }
  });
  lens.hidden = heads.length === 0 && !document.querySelector(".only-here, mark, .changed");
})();
