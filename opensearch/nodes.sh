#!/bin/sh
# Three real nodes of OpenSearch on the loopback, for tests:  nodes.sh jdk | fetch | up | down | again NUMBER
# Needs maven and a JDK of 21 or newer; PORT=19200 gives http://127.0.0.1:19201 to 19203, and transport from 19301.
# Ends with 0 done, 3 something is missing or broken here, 4 no server of artifacts could be reached.
set -eu
cd "$(dirname "$0")"
port=${PORT:-19200}
made=$PWD/made
# By its whole name, so that Maven tells a server that does not answer from a plugin that there is not.
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.9.0

missing() {
    echo "no OpenSearch here: $1" >&2
    exit 3
}

jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        test -x "$home/bin/javac" || continue
        version=$("$home/bin/javac" -version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/')
        test "${version:-0}" -ge 21 && { echo "$home"; return; }
    done
    return 1
}

# Small, and quick to start. A node that has been killed finds its data again.
start() {
    nohup "$java/java" -Xms256m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -cp "$made:$(cat "$made/classpath")" Node "$made/node-$1" "$1" "$port" \
        >"$made/node-$1.log" 2>&1 </dev/null &
    echo $! >"$made/node-$1.pid"
}

# Have the artifacts, 87 MB, from Maven's own folder or its servers.
fetch() {
    for command in mvn curl; do
        command -v $command >/dev/null || missing "there is no $command"
    done
    mkdir -p "$made"
    test ! "$made/classpath" -nt pom.xml || return 0
    for pause in 0 5 20; do
        sleep $pause
        # -U: what failed once is asked for again.
        mvn -U --quiet --batch-mode "$plugin:build-classpath" "-Dmdep.outputFile=$made/classpath" >"$made/mvn.log" 2>&1 && return
        rm -f "$made/classpath"
        # Maven's words for a server that does not answer; one that answers and has them not is a fault of ours.
        grep -q "Could not transfer" "$made/mvn.log" || missing "maven does not have the artifacts, see opensearch/made/mvn.log"
    done
    echo "no OpenSearch here: no server of artifacts could be reached, see opensearch/made/mvn.log" >&2
    exit 4
}

up() {
    fetch
    test ! -e "$made/node-1.pid" || down
    "$java/javac" -cp "$(cat "$made/classpath")" -d "$made" Node.java
    for number in 1 2 3; do
        rm -rf "$made/node-$number"
        mkdir "$made/node-$number"
        start $number
    done
    for _ in $(seq 180); do
        for number in 1 2 3; do
            kill -0 "$(cat "$made/node-$number.pid")" 2>/dev/null || {
                down
                missing "node $number ended, see opensearch/made/node-$number.log"
            }
        done
        if health=$(curl --silent --fail "http://127.0.0.1:$((port + 1))/_cluster/health") &&
            echo "$health" | grep -q '"number_of_nodes":3'; then
            echo "http://127.0.0.1:$((port + 1)),http://127.0.0.1:$((port + 2)),http://127.0.0.1:$((port + 3))"
            return
        fi
        sleep 1
    done
    down
    missing "the nodes did not find each other, see opensearch/made/node-1.log"
}

down() {
    for file in "$made"/node-*.pid; do
        test -e "$file" || continue
        kill "$(cat "$file")" 2>/dev/null || true
    done
    for file in "$made"/node-*.pid; do
        test -e "$file" || continue
        for _ in $(seq 30); do
            kill -0 "$(cat "$file")" 2>/dev/null || break
            sleep 1
        done
        kill -9 "$(cat "$file")" 2>/dev/null || true
        rm "$file"
    done
}

home=$(jdk) || missing "there is no JDK of 21 or newer; set JAVA_HOME"
java=$home/bin
case "${1:-}" in
    jdk) echo "$home" ;;
    fetch) fetch ;;
    up) up ;;
    down) down ;;
    again) start "$2" ;;
    *) echo "usage: nodes.sh jdk | fetch | up | down | again NUMBER" >&2; exit 64 ;;
esac
