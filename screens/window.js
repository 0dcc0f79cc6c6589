// Small things that gradio leaves undone; the window works without them.
// 1. A chat message is announced with its HTML source: its text is announced instead.
// 2. A page or a passage that was brought in is scrolled to its cited line.
// 3. A file that was asked for is saved without a second click.
// 4. gradio has no Vietnamese and no way to bring its own labels (6.31): they are put in here.
(() => {
  "use strict";
  const WORDING = {
    "Drop File Here": "Thả tệp PDF, Word (.docx), .txt hoặc .md vào đây",
    "- or -": "hoặc",
    "Click to Upload": "Bấm để chọn tệp",
    "Clear": "Xóa cuộc trò chuyện",
    "Submit": "Hỏi",
    "Error": "Có lỗi",
    "Warning": "Lưu ý",
    "Connection errored out.": "Mất kết nối với máy chủ. Hãy tải lại trang.",
    "Connection to the server was lost. Attempting reconnection...":
      "Mất kết nối với máy chủ, đang nối lại…",
  };
  const SEE = ["title", "aria-label"];

  function inOurWords(node) {
    const wording = WORDING[node.nodeValue.trim()];
    if (wording) node.nodeValue = wording;
  }

  function tidy() {
    for (const node of document.querySelectorAll('[data-testid="bot"], [data-testid="user"]')) {
      const text = (node.dataset.testid === "bot" ? "Trả lời: " : "Câu hỏi: ") + node.innerText;
      if (node.getAttribute("aria-label") !== text) node.setAttribute("aria-label", text);
    }
    for (const node of document.querySelectorAll("button[title], button[aria-label]")) {
      for (const name of SEE) {
        const wording = WORDING[node.getAttribute(name)];
        if (wording) node.setAttribute(name, wording);
      }
    }
  }

  function translate(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      // What users and documents say is never touched, only gradio's own labels.
      if (node.nodeType === Node.TEXT_NODE && !node.parentElement?.closest(".prose, textarea")) {
        inOurWords(node);
      }
    }
  }

  function toCitedLine(root) {
    for (const here of root.querySelectorAll?.(".mc-here, .mc-here-text") ?? []) {
      const box = here.closest(".mc-sheet-scroll");
      if (!box) continue;
      const place = () => {
        const at = here.getBoundingClientRect().top - box.getBoundingClientRect().top;
        box.scrollTop += at - box.clientHeight / 3;
      };
      place();
      requestAnimationFrame(place);
    }
  }

  function save(root) {
    for (const link of root.querySelectorAll?.("a.mc-download-now") ?? []) {
      link.classList.remove("mc-download-now");
      link.click();
    }
  }

  let waiting = false;
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach((node) => { translate(node); toCitedLine(node); save(node); });
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; tidy(); }, 150);
  }).observe(document.documentElement, { childList: true, subtree: true });
  translate(document.documentElement);
})();
