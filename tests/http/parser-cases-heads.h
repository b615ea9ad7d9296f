// SPDX-License-Identifier: GPL-3.0-or-later
/* More cases of test-parser.c: first lines and headers. */
#pragma once

static const Case head_cases[] = {
  RESPONSE ("several-interim",
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 "
            "200 OK\r\nContent-Length: 1\r\n\r\nx",
            "start 0+25 |1.1|102|Processing|\nhead 27 none 0\n"
            "start 27+26 |1.1|103|Early Hints|\nfield 53+12 |Link|</a>|\n"
            "head 67 none 0\nstart 67+17 |1.1|200|OK|\n"
            "field 84+19 |Content-Length|1|\nhead 105 length 1\nbody 105 x\n"
            "end 106 open"),
  RESPONSE ("interim-with-length",
            "HTTP/1.1 100 C\r\nContent-Length: 3\r\n\r\nHTTP/1.1 200 OK\r\n\r\nabc",
            "start 0+16 |1.1|100|C|\nfield 16+19 |Content-Length|3|\n"
            "head 37 none 0\nstart 37+17 |1.1|200|OK|\nhead 56 to-end 0\n"
            "body 56 abc\nend 59 open"),
  RESPONSE (
      "interim-closes",
      "HTTP/1.1 103 E\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      "start 0+16 |1.1|103|E|\nfield 16+19 |Connection|close|\n"
      "head 37 none 0\nstart 37+17 |1.1|200|OK|\n"
      "field 54+19 |Content-Length|0|\nhead 75 none 0\nend 75 open"),
  RESPONSE ("interim-then-empty-line",
            "HTTP/1.1 100 C\r\n\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "start 0+16 |1.1|100|C|\nhead 18 none 0\n"
            "problem 18 empty-line-first\nproblem 19 empty-line-first\n"
            "start 20+17 |1.1|200|OK|\nfield 37+19 |Content-Length|0|\n"
            "head 58 none 0\nend 58 open"),
  RESPONSE ("interim-then-other",
            "HTTP/1.1 100 C\r\n\r\nSSH-2.0",
            "start 0+16 |1.1|100|C|\nhead 18 none 0\nproblem 18 not-http\n"
            "head 18 to-end 0\nbody 18 SSH-2.0\nend 25"),
  RESPONSE ("interim-then-cut",
            "HTTP/1.1 100 C\r\n\r\nHTT",
            "start 0+16 |1.1|100|C|\nhead 18 none 0\nproblem 18 not-http\n"
            "head 18 to-end 0\nbody 18 HTT\nend 21"),
  RESPONSE_TO ("HEAD",
               "interim-to-head",
               "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
               "start 0+16 |1.1|100|C|\nhead 18 none 0\nstart 18+17 |1.1|200|OK|\n"
               "field 35+19 |Content-Length|9|\nhead 56 none 0\nend 56 open"),
  RESPONSE_TO ("HEAD",
               "head-with-chunks",
               OK "Transfer-Encoding: chunked\r\n\r\n",
               OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 none 0\n"
                       "end 47 open"),
  RESPONSE_TO ("CONNECT",
               "connect-refused",
               "HTTP/1.1 407 No\r\nContent-Length: 1\r\n\r\nx",
               "start 0+17 |1.1|407|No|\nfield 17+19 |Content-Length|1|\n"
               "head 38 length 1\nbody 38 x\nend 39 open"),
  RESPONSE_TO ("CONNECT",
               "connect-with-length",
               OK "Content-Length: 5\r\n\r\nabcde",
               OK_LINE "field 17+19 |Content-Length|5|\nhead 38 none 0\nend 38"),
  RESPONSE ("reset-content",
            "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n",
            "start 0+20 |1.1|205|Reset|\nfield 20+19 |Content-Length|0|\n"
            "head 41 none 0\nend 41 open"),
  RESPONSE ("not-modified-with-length",
            "HTTP/1.1 304 N\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
            "start 0+16 |1.1|304|N|\nfield 16+19 |Content-Length|9|\n"
            "field 35+28 |Transfer-Encoding|chunked|\nhead 65 none 0\nend 65"),
  RESPONSE ("empty-line-then-other",
            "\r\nabc",
            "problem 0 empty-line-first\nproblem 1 empty-line-first\n"
            "problem 2 not-http\nhead 2 to-end 0\nbody 2 abc\nend 5"),
  RESPONSE ("only-empty-lines",
            "\r\n\n",
            "problem 0 empty-line-first\nproblem 1 empty-line-first\n"
            "problem 2 empty-line-first\nproblem 3 no-response\nend 3"),
  RESPONSE ("lf-first",
            "\nHTTP/1.1 200 OK\r\n\r\n",
            "problem 0 empty-line-first\nstart 1+17 |1.1|200|OK|\n"
            "head 20 to-end 0\nend 20 open"),
  RESPONSE ("cr-first",
            "\rHTTP/1.1 200 OK\r\n\r\n",
            "problem 0 empty-line-first\nstart 1+17 |1.1|200|OK|\n"
            "head 20 to-end 0\nend 20 open"),
  RESPONSE ("space-before-http",
            " HTTP/1.1 200 OK\r\n\r\n",
            "problem 0 not-http\nhead 0 to-end 0\n"
            "body 0  HTTP/1.1 200 OK\\0d\\0a\\0d\\0a\nend 20"),
  RESPONSE ("http-alone",
            "HTTP/",
            "problem 0 bad-version\nproblem 5 bad-status\n"
            "problem 0 bad-start-line\nstart 0+5 ||0||\n"
            "problem 5 truncated-head\nend 5"),
  RESPONSE ("http-line-alone",
            "HTTP/\r\n\r\n",
            "problem 0 bad-version\nproblem 5 bad-status\n"
            "problem 0 bad-start-line\nstart 0+7 ||0||\nhead 9 to-end 0\nend 9"),
  RESPONSE ("icy",
            "ICY 200 OK\r\n\r\nx",
            "problem 0 bad-version\nstart 0+12 |1.0|200|OK|\nhead 14 to-end 0\nbody 14 x\nend 15"),
  RESPONSE ("icy-weather",
            "ICY roads\r\n\r\n",
            "problem 0 not-http\nhead 0 to-end 0\nbody 0 ICY roads\\0d\\0a\\0d\\0a\nend 13"),
  RESPONSE ("http-inside",
            "xHTTP/1.1 200 OK\r\n\r\n",
            "problem 0 not-http\nhead 0 to-end 0\n"
            "body 0 xHTTP/1.1 200 OK\\0d\\0a\\0d\\0a\nend 20"),
  RESPONSE ("reason-8-bit",
            "HTTP/1.1 404 Non trouv\xe9\r\n\r\n",
            "start 0+25 |1.1|404|Non trouv\\e9|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("reason-utf-8",
            "HTTP/1.1 404 Non trouv\xc3\xa9"
            "e\r\n\r\n",
            "start 0+27 |1.1|404|Non trouv\\c3\\a9e|\nhead 29 to-end 0\n"
            "end 29 open"),
  RESPONSE ("reason-control",
            "HTTP/1.1 200 O\x01K\x02\r\n\r\n",
            "problem 14 bad-value\nstart 0+19 |1.1|200|O\\01K\\02|\n"
            "head 21 to-end 0\nend 21 open"),
  RESPONSE ("reason-tab",
            "HTTP/1.1 200 O\tK\r\n\r\n",
            "start 0+18 |1.1|200|O\\09K|\nhead 20 to-end 0\nend 20 open"),
  RESPONSE ("reason-blanks",
            "HTTP/1.1 200   \r\n\r\n",
            "start 0+17 |1.1|200|  |\nhead 19 to-end 0\nend 19 open"),
  RESPONSE ("tab-between",
            "HTTP/1.1\t200\tOK\r\n\r\n",
            "problem 0 bad-start-line\nstart 0+17 |1.1|200|OK|\n"
            "head 19 to-end 0\nend 19 open"),
  RESPONSE ("no-status",
            "HTTP/1.1\r\n\r\n",
            "problem 8 bad-status\nproblem 0 bad-start-line\n"
            "start 0+10 |1.1|0||\nhead 12 to-end 0\nend 12 open"),
  RESPONSE ("no-status-space",
            "HTTP/1.1 \r\n\r\n",
            "problem 9 bad-status\nstart 0+11 |1.1|0||\nhead 13 to-end 0\n"
            "end 13 open"),
  RESPONSE ("status-short",
            "HTTP/1.1 20 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+16 |1.1|20|OK|\nhead 18 to-end 0\n"
            "end 18 open"),
  RESPONSE ("status-zero",
            "HTTP/1.1 000 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|0|OK|\nhead 19 to-end 0\n"
            "end 19 open"),
  RESPONSE ("status-low",
            "HTTP/1.1 099 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|99|OK|\nhead 19 to-end 0\n"
            "end 19 open"),
  RESPONSE ("status-600",
            "HTTP/1.1 600 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|600|OK|\nhead 19 to-end 0\n"
            "end 19 open"),
  RESPONSE ("status-599",
            "HTTP/1.1 599 OK\r\n\r\n",
            "start 0+17 |1.1|599|OK|\nhead 19 to-end 0\nend 19 open"),
  RESPONSE ("status-negative",
            "HTTP/1.1 -20 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|0|OK|\nhead 19 to-end 0\n"
            "end 19 open"),
  RESPONSE ("status-colon",
            "HTTP/1.1 404: Not Found\r\n\r\n",
            "problem 0 bad-start-line\nstart 0+25 |1.1|404|Not Found|\nhead 27 to-end 0\n"
            "end 27 open"),
  RESPONSE ("status-colon-alone",
            "HTTP/1.1 404:\r\n\r\n",
            "problem 0 bad-start-line\nstart 0+15 |1.1|404||\nhead 17 to-end 0\nend 17 open"),
  RESPONSE ("status-without-space",
            "HTTP/1.1 200OK\r\n\r\n",
            "problem 0 bad-start-line\nstart 0+16 |1.1|200|OK|\nhead 18 to-end 0\nend 18 open"),
  RESPONSE ("status-long",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+18 |1.1|0|OK|\nhead 20 to-end 0\nend 20 open"),
  RESPONSE ("status-digits-and-letter",
            "HTTP/1.1 20x OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|0|OK|\nhead 19 to-end 0\nend 19 open"),
  RESPONSE ("version-1-2",
            "HTTP/1.2 200 OK\r\n\r\n",
            "problem 0 bad-version\nstart 0+17 |1.2|200|OK|\nhead 19 to-end 0\n"
            "end 19"),
  RESPONSE ("version-11",
            "HTTP/11 200 OK\r\n\r\n",
            "problem 0 bad-version\nstart 0+16 |11|200|OK|\nhead 18 to-end 0\n"
            "end 18"),
  RESPONSE ("version-long",
            "HTTP/1.10 200 OK\r\n\r\n",
            "problem 0 bad-version\nstart 0+18 |1.10|200|OK|\nhead 20 to-end 0\n"
            "end 20"),
  RESPONSE ("cr-in-status-line",
            "HTTP/1.1 200 O\rK\r\n\r\n",
            "problem 14 bare-cr\nstart 0+18 |1.1|200|O\\0dK|\nhead 20 to-end 0\n"
            "end 20 open"),
  RESPONSE ("nul-in-status-line",
            "HTTP/1.1\x00"
            "200 OK\r\n\r\n",
            "problem 0 bad-version\nproblem 13 bad-status\n"
            "start 0+17 |1.1\\00200|0||\nhead 19 to-end 0\nend 19"),
  RESPONSE ("empty-value",
            OK "A:\r\nB: \t \r\n\r\n",
            OK_LINE "field 17+4 |A||\nfield 21+7 |B||\nhead 30 to-end 0\n"
                    "end 30 open"),
  RESPONSE ("colons",
            OK "A: b:c\r\nD::e\r\n\r\n",
            OK_LINE "field 17+8 |A|b:c|\nfield 25+6 |D|:e|\nhead 33 to-end 0\n"
                    "end 33 open"),
  RESPONSE ("obs-text",
            OK "A: caf\xe9 \xc3\xa9\r\n\r\n",
            OK_LINE "field 17+12 |A|caf\\e9 \\c3\\a9|\nhead 31 to-end 0\n"
                    "end 31 open"),
  RESPONSE ("name-8-bit",
            OK "Caf\xe9: a\r\n\r\n",
            OK_LINE "problem 20 bad-name\nfield 17+9 |Caf\\e9|a|\n"
                    "head 28 to-end 0\nend 28 open"),
  RESPONSE ("name-nul",
            OK "A\x00"
               "B: c\r\n\r\n",
            OK_LINE "problem 18 bad-name\nfield 17+8 |A\\00B|c|\nhead 27 to-end 0\n"
                    "end 27 open"),
  RESPONSE ("name-token",
            OK "!#$%&'*+-.^_`|~09az: a\r\n\r\n",
            OK_LINE "field 17+24 |!#$%&'*+-.^_`|~09az|a|\nhead 43 to-end 0\n"
                    "end 43 open"),
  RESPONSE ("name-space",
            OK "A B: c\r\n\r\n",
            OK_LINE "problem 18 bad-name\nfield 17+8 |A B|c|\nhead 27 to-end 0\n"
                    "end 27 open"),
  RESPONSE ("name-cr",
            OK "A\rB: c\r\n\r\n",
            OK_LINE "problem 18 bare-cr\nproblem 18 bad-name\n"
                    "field 17+8 |A\\0dB|c|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("value-controls",
            OK "A: b\x7f\x00"
               "c\x1b\r\n\r\n",
            OK_LINE "problem 21 bad-value\nfield 17+10 |A|b\\7f\\00c\\1b|\n"
                    "head 29 to-end 0\nend 29 open"),
  RESPONSE ("value-tab",
            OK "A: b\tc\r\n\r\n",
            OK_LINE "field 17+8 |A|b\\09c|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("tab-before-colon",
            OK "A\t: b\r\n\r\n",
            OK_LINE "problem 18 space-before-colon\nfield 17+7 |A|b|\n"
                    "head 26 to-end 0\nend 26 open"),
  RESPONSE ("same-name",
            OK "A: b\r\nA: c\r\n\r\n",
            OK_LINE "field 17+6 |A|b|\nfield 23+6 |A|c|\nhead 31 to-end 0\n"
                    "end 31 open"),
  RESPONSE ("cr-cr-lf",
            OK "A: b\r\r\n\r\n",
            OK_LINE "problem 21 bare-cr\nfield 17+7 |A|b\\0d|\nhead 26 to-end 0\n"
                    "end 26 open"),
  RESPONSE ("cr-cr-lf-empty",
            OK "A: b\r\n\r\r\n\r\n",
            OK_LINE "problem 23 bare-cr\nfield 17+6 |A|b|\nproblem 23 no-colon\n"
                    "field 23+3 |\\0d||\nhead 28 to-end 0\nend 28 open"),
  RESPONSE ("lf-cr",
            OK "A: b\n\rC: d\r\n\r\n",
            OK_LINE "problem 21 bare-lf\nproblem 22 bare-cr\nfield 17+5 |A|b|\n"
                    "problem 22 bad-name\nfield 22+7 |\\0dC|d|\nhead 31 to-end 0\n"
                    "end 31 open"),
  RESPONSE ("cr-only",
            OK "A: b\rC: d\r\r",
            OK_LINE "field 17+11 |A|b\\0dC: d\\0d|\nproblem 28 truncated-head\n"
                    "end 28 open"),
  RESPONSE ("blank-line-of-spaces",
            OK "A: b\r\n \t\r\nC: d\r\n\r\n",
            OK_LINE "problem 23 folded\nfield 17+10 |A|b|\nfield 27+6 |C|d|\n"
                    "head 35 to-end 0\nend 35 open"),
  RESPONSE ("spaces-first-line",
            OK " \t\r\nC: d\r\n\r\n",
            OK_LINE "problem 17 space-first\nproblem 17 no-colon\nfield 17+4 |||\n"
                    "field 21+6 |C|d|\nhead 29 to-end 0\nend 29 open"),
  RESPONSE ("blank-and-colon",
            OK " : b\r\n\r\n",
            OK_LINE "problem 17 space-first\nproblem 17 no-name\nfield 17+6 ||b|\n"
                    "head 25 to-end 0\nend 25 open"),
  RESPONSE ("fold-before-first",
            OK "\tA: b\r\n c\r\n\r\n",
            OK_LINE "problem 17 space-first\nproblem 24 folded\n"
                    "field 17+11 |A|b c|\nhead 30 to-end 0\nend 30 open"),
  RESPONSE ("fold-with-control",
            OK "A: b\r\n c\x00"
               "d\r\n\r\n",
            OK_LINE "problem 23 folded\nproblem 25 bad-value\n"
                    "field 17+12 |A|b c\\00d|\nhead 31 to-end 0\nend 31 open"),
  RESPONSE ("fold-lf",
            OK "A: b\n c\r\n\r\n",
            OK_LINE "problem 21 bare-lf\nproblem 22 folded\nfield 17+9 |A|b c|\n"
                    "head 28 to-end 0\nend 28 open"),
  RESPONSE ("fold-of-empty",
            OK "A:\r\n b\r\n\r\n",
            OK_LINE "problem 21 folded\nfield 17+8 |A|b|\nhead 27 to-end 0\n"
                    "end 27 open"),
  RESPONSE ("fold-of-no-colon",
            OK "Abc\r\n d: e\r\n\r\n",
            OK_LINE "problem 17 no-colon\nproblem 22 folded\n"
                    "field 17+12 |Abc|d: e|\nhead 31 to-end 0\nend 31 open"),
  RESPONSE ("fold-length",
            OK "Content-Length:\r\n 1\r\n\r\nx",
            OK_LINE "problem 34 folded\nfield 17+21 |Content-Length|1|\n"
                    "head 40 length 1\nbody 40 x\nend 41 open"),
  RESPONSE ("fold-length-split",
            OK "Content-Length: 1\r\n 1\r\n\r\nx",
            OK_LINE "problem 36 folded\nproblem 17 bad-length\n"
                    "field 17+23 |Content-Length|1 1|\nhead 42 to-end 0\nbody 42 x\n"
                    "end 43 open"),
  RESPONSE ("fold-cut",
            OK "A: b\r\n c",
            OK_LINE "problem 23 folded\nfield 17+8 |A|b c|\n"
                    "problem 25 truncated-head\nend 25 open"),
  RESPONSE ("fold-cr-cut",
            OK "A: b\r\n c\r",
            OK_LINE "problem 23 folded\nfield 17+9 |A|b c|\n"
                    "problem 26 truncated-head\nend 26 open"),
  RESPONSE ("head-cut-at-cr",
            OK "A: b\r\n\r",
            OK_LINE "field 17+6 |A|b|\nproblem 24 truncated-head\nend 24 open"),
  RESPONSE ("head-cut-at-line",
            OK "A: b\r\n",
            OK_LINE "field 17+6 |A|b|\nproblem 23 truncated-head\nend 23 open"),
  RESPONSE ("line-cut-at-cr",
            "HTTP/1.1 200 OK\r",
            "start 0+16 |1.1|200|OK|\nproblem 16 truncated-head\nend 16 open"),
};
