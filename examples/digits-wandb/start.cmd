@echo off
rem Finds a Python, which does the rest. `python` can also be a shortcut to the store, which fails here.
for %%p in ("py -3" python python3) do (
  %%~p -c "import sys; sys.exit(sys.version_info < (3, 9))" >nul 2>nul && (
    %%~p "%~dp0bootstrap.py" %*
    exit /b
  )
)
echo The pipeline needs Python 3.9 or newer; install it (https://www.python.org/downloads/), then run this again. >&2
exit /b 1
