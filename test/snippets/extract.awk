# awk -v dir=DIRECTORY -v expected="cpp=2 ..." -f extract.awk README.md
#
# Writes the fenced code blocks of a document to DIRECTORY/LANGUAGE_NUMBER.LANGUAGE. A block that
# nobody expects is an error: it would be a block that no test runs.
#
# With -v program=NAME the blocks of C++, as many as there are, are one program instead,
# DIRECTORY/NAME.cpp. Comments in it name the lines of the document; a #line would do so in the
# compiler's messages, but g++ would take the document for a header and warn of local types in it.

/^```./ {
    language = substr($0, 4)
    if (program != "" && language == "cpp") {
        file = dir "/" program ".cpp"
        printf "// %s:%d\n", FILENAME, FNR + 1 > file
    } else {
        file = dir "/" language "_" ++count[language] "." language
    }
    next
}
/^```$/ { language = ""; next }
language != "" { print > file }

END {
    fields = split(expected, pairs, " ")
    for (i = 1; i <= fields; i++) {
        split(pairs[i], pair, "=")
        wanted[pair[1]] = pair[2]
    }
    for (language in count)
        wanted[language] += 0
    for (language in wanted) {
        if (wanted[language] != count[language] + 0) {
            printf "%s has %d blocks of %s; %d are tested\n", FILENAME, count[language] + 0, \
                language, wanted[language] > "/dev/stderr"
            failed = 1
        }
    }
    exit failed
}
