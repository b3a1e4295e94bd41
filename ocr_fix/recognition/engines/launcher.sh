#!/bin/sh
# What pytesseract starts in the place of Tesseract (its `tesseract_cmd`), by a link in a private folder that process.py
# has made for this one call. It becomes Tesseract in the end: no process more, and Tesseract's own exit code.
here=${0%/*}
. "$here/settings" || exit 1
if [ "$1" != --guarded ]; then
    # To be gone when the one who started it is. Then once more from the top, so that whatever is looked at below is
    # looked at when that holds.
    exec $guard /bin/sh "$0" --guarded "$@"
fi
shift
echo $$ >"$here/pid" || exit 1
# Who ends this call takes the settings away, and then looks whom to kill: either he finds the number or we no settings.
. "$here/settings" || exit 1
[ "$PPID" = "$ours" ] || exit 1
[ "$memory" = 0 ] || ulimit -v "$memory" 2>/dev/null
exec "$program" "$@"
