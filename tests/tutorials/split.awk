# split.awk: takes a page apart, in order, into files in the folder `parts`: N.text is text as it stands; N.run is a command of a
# console block, N.wanted what the page says it prints; N.file is what a block such as ```json two.json shows, N.name its name.
# Prints the number of parts. A page whose last block is open is an error.
function next_part()
{
    close(parts "/" n ".text")
    n++
}

function add(kind, line)
{
    print line >(parts "/" n "." kind)
}

BEGIN { n = 1 }

block == "" && /^```[a-z]+ [A-Za-z0-9._-]+$/ {
    block = "file"
    next_part()
    add("name", $2)
    printf "" >(parts "/" n ".file")
    add("text", $0)
    next
}
block == "" && /^```console$/ {
    block = "console"
    add("text", $0)
    next
}
block == "" && /^```/ {
    block = "other"
    add("text", $0)
    next
}
block != "" && /^```$/ {
    if (block == "console" || block == "file")
        next_part()
    block = ""
    add("text", $0)
    next
}
block == "console" && /^\$ / {
    next_part()
    add("run", substr($0, 3))
    printf "" >(parts "/" n ".wanted")
    running = n
    next
}
block == "console" {
    if (running != n) {
        print FILENAME ":" FNR ": a line of a console block before its first command" >"/dev/stderr"
        exit 1
    }
    add("wanted", $0)
    next
}
block == "file" { add("file", $0) }
{ add("text", $0) }

END {
    if (block != "") {
        print FILENAME ": the last block is not closed" >"/dev/stderr"
        exit 1
    }
    print n
}
