#!/bin/sh
# Finds a Python, which does the rest: sh start.sh
case $0 in
  */*) folder=${0%/*} ;;
  *) folder=. ;;
esac
for python in python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    exec "$python" "$folder/bootstrap.py" "$@"
  fi
done
echo 'The pipeline needs Python 3.9 or newer; install it (https://www.python.org/downloads/), then run this again.' >&2
exit 1
