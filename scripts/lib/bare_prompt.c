// The peer of a keystroke: GNU readline asking the same question and doing nothing else.
#include <stdio.h>
#include <stdlib.h>
#include <readline/readline.h>

int main(void) {
  char *line;
  while ((line = readline("Nama: "))) free(line);
  return 0;
}
