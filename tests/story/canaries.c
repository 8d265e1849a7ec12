#include "story.h"
int main(int argc,char**argv){static const struct test tests[]={{NULL,NULL}};return check_main(tests,argc,argv);}
