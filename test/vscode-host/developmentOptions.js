// Runs in the page before the workbench. The workbench reads what its embedder wants once, from a <meta> element; this
// adds the extensions under development and the tests to it. (Rewriting the HTML on its way would do, but then
// Chromium blocks the page's WebSocket; the workbench's own test switch would hide all notifications.)
function addDevelopmentOptions(options) {
  if (window !== window.top) return;
  const getAttribute = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = getAttribute.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
    const settings = JSON.parse(value);
    settings.developmentOptions = { ...settings.developmentOptions, ...options };
    delete settings.productConfiguration?.extensionsGallery;
    return JSON.stringify(settings);
  };
}
