// Makes VS Code's own program a Node; a command that `amphora run` starts must not inherit that.
delete process.env.ELECTRON_RUN_AS_NODE;
require('../dist/cli.js');
