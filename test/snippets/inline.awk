# awk -v dir=DIRECTORY -v out=FILE -f inline.awk SOURCE
#
# Writes SOURCE to FILE, with the blocks of DIRECTORY in place of its #include "cpp_NUMBER.cpp".
# The compiler warns of lambdas in a file that is really included.

/^#include "cpp_[0-9]+\.cpp"$/ {
    block = dir "/" substr($2, 2, length($2) - 2)
    while ((getline line < block) > 0)
        print line > out
    next
}
{ print > out }
