# The table that `make faults` ends with, of the lines that printFigure() wrote: fault, figure, seconds.
BEGIN { FS = "\t"; wide = length("Fault") }
{
    fault[NR] = $1; figure[NR] = $2; seconds[NR] = $3; total += $3
    if (length($1) > wide) wide = length($1)
}
END {
    printf "%7s  %-" wide "s  %s\n", "Time", "Fault", "Figure"
    for (row = 1; row <= NR; row++)
        printf "%5.1f s  %-" wide "s  %s\n", seconds[row], fault[row], figure[row]
    printf "%5.0f s  %s\n", total, "altogether, to compare with docs/faults.md"
}
