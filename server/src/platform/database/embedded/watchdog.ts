/**
 * Shell script that owns the PostgreSQL server and watches the pipe on its own standard input.
 * The pipe's other end is held by our process only, so it closes when that process ends in whatever way (SIGKILL too);
 * then the server gets a fast shutdown. If the server ends by itself, the script ends with its exit code.
 * `read` is a shell builtin: the watching subshell has no child that could stay behind.
 */
export const watchdogScript = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( while read -r _ <&3; do :; done
  kill -INT $server 2>/dev/null
  n=0
  while kill -0 $server 2>/dev/null; do
    n=$((n+1))
    if [ $n -eq 100 ]; then kill -QUIT $server 2>/dev/null; exit; fi
    sleep 0.1
  done
) >/dev/null 2>&1 &
watcher=$!
trap 'kill -INT $server 2>/dev/null' INT TERM HUP
while :; do
  wait $server
  code=$?
  kill -0 $server 2>/dev/null || break
done
kill $watcher 2>/dev/null
exit $code
`;
