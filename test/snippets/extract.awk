# awk -v dir=DIRECTORY -v expected="cpp=2 ..." -f extract.awk README.md
#
# Writes the fenced code blocks of a document to DIRECTORY/LANGUAGE_NUMBER.LANGUAGE. A block that
# nobody expects is an error: it would be a block that no test runs.
#
# With -v program=NAME the blocks of C++, as many as there are, are one program instead,
# DIRECTORY/NAME.cpp, in which the compiler's messages have the lines of the document. Not its name:
# g++ would take it for a header, and object to lambdas in it.

/^```./ {
    language = substr($0, 4)
    if (program != "" && language == "cpp") {
        file = dir "/" program ".cpp"
        printf "#line %d\n", FNR + 1 > file
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
