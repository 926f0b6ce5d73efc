#!/usr/bin/env bash
# `npm start` on an empty directory, as a newcomer runs it; the demo's whole life over HTTP; a clean stop.
set -euo pipefail
dir=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
export LEDGER_DATA_DIR="$dir/data" LEDGER_PORT="$port" LEDGER_LOG_LEVEL=warn
npm start >"$dir/out" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$dir"' EXIT

for _ in $(seq 300); do
  curl --fail --silent --output /dev/null "http://127.0.0.1:$port/readyz" && break
  kill -0 "$pid" 2>/dev/null || { cat "$dir/out"; echo 'the ledger did not start'; exit 1; }
  sleep 0.2
done
curl --fail --silent "http://127.0.0.1:$port/readyz" >/dev/null || { cat "$dir/out"; echo 'the ledger is not ready'; exit 1; }
curl --fail --silent "http://127.0.0.1:$port/openapi.json" | grep -q '"openapi":"3.1'
token=$(grep -o 'led_[A-Za-z0-9_-]*' "$dir/out" | head -n 1)
demo=$(env -u LEDGER_DATA_DIR -u LEDGER_PORT npm run -s demo -- --url "http://127.0.0.1:$port" --token "$token" --json)
tail -n 1 <<<"$demo" | grep -q '"addsUp":true' || { tail -n 3 <<<"$demo"; echo 'the demo does not add up'; exit 1; }
# npm does not pass the signal on: the ledger itself is stopped, and npm ends with it.
kill -TERM "$(pgrep -f "dist/apps/ledger/main.js" -n)"
wait "$pid" && echo "started, played the demo, stopped: ok"
