(function () {
  if (!window.Reveal) {
    document.body.classList.add("no-reveal");
    document.querySelector(".cem-no-reveal").hidden = false;
    return;
  }
  // What is short is made larger, for the last row; what is too tall is made smaller, never cut off.
  function fit(slide) {
    if (!slide || slide.dataset.fitted) return;
    slide.dataset.fitted = "1";
    for (var size = 128; size > 50; size -= 4) {
      slide.style.fontSize = size + "%";
      var pictures = slide.querySelectorAll("svg");
      for (var i = 0; i < pictures.length; i++) pictures[i].style.maxHeight = 4.6 * size + "px";
      if (slide.scrollHeight <= 704 && slide.scrollWidth <= 1280) break;
    }
    slide.dataset.size = size;
  }
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, center: false, hash: true, transition: "none",
    navigationMode: "linear", slideNumber: "c/t", rtl: document.documentElement.dir === "rtl",
    plugins: window.RevealNotes ? [RevealNotes] : []
  }).then(function () { fit(Reveal.getCurrentSlide()); });
  Reveal.on("slidechanged", function (event) { fit(event.currentSlide); });
  Reveal.on("pdf-ready", function () { document.querySelectorAll(".slides section").forEach(fit); });
})();
