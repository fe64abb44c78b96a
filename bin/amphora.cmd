@echo off
rem `amphora` in the terminals of VS Code, which names its own Node in AMPHORA_NODE; elsewhere the one on the PATH runs it.
setlocal
if not exist "%AMPHORA_NODE%" set "AMPHORA_NODE=node"
set "ELECTRON_RUN_AS_NODE=1"
"%AMPHORA_NODE%" "%~dp0amphora.cjs" %*
