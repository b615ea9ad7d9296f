// SPDX-License-Identifier: GPL-3.0-or-later
/* More cases of test-parser.c: where a body ends, chunks, trailers, and the connection. */
#pragma once

static const Case body_cases[] = {
  RESPONSE ("length-plus",
            OK "Content-Length: +1\r\n\r\nx",
            OK_LINE "problem 17 bad-length\nfield 17+20 |Content-Length|+1|\n"
                    "head 39 to-end 0\nbody 39 x\nend 40 open"),
  RESPONSE ("length-hex",
            OK "Content-Length: 0x1\r\n\r\nx",
            OK_LINE "problem 17 bad-length\nfield 17+21 |Content-Length|0x1|\n"
                    "head 40 to-end 0\nbody 40 x\nend 41 open"),
  RESPONSE ("length-spaces-within",
            OK "Content-Length: 1 1\r\n\r\nx",
            OK_LINE "problem 17 bad-length\nfield 17+21 |Content-Length|1 1|\n"
                    "head 40 to-end 0\nbody 40 x\nend 41 open"),
  RESPONSE ("length-zeros",
            OK "Content-Length: 0001\r\n\r\nx",
            OK_LINE "field 17+22 |Content-Length|0001|\nhead 41 length 1\n"
                    "body 41 x\nend 42 open"),
  RESPONSE ("length-largest",
            OK "Content-Length: 18446744073709551615\r\n\r\nx",
            OK_LINE "field 17+38 |Content-Length|18446744073709551615|\n"
                    "head 57 length 18446744073709551615\nbody 57 x\n"
                    "problem 58 truncated-body 18446744073709551614\nend 58 open"),
  RESPONSE ("length-above-largest",
            OK "Content-Length: 18446744073709551616\r\n\r\nx",
            OK_LINE "problem 17 bad-length\n"
                    "field 17+38 |Content-Length|18446744073709551616|\n"
                    "head 57 to-end 0\nbody 57 x\nend 58 open"),
  RESPONSE ("length-commas",
            OK "Content-Length: ,\r\n\r\nx",
            OK_LINE "problem 17 bad-length\nfield 17+19 |Content-Length|,|\n"
                    "head 38 to-end 0\nbody 38 x\nend 39 open"),
  RESPONSE ("length-comma-behind",
            OK "Content-Length: 1,\r\n\r\nx",
            OK_LINE "field 17+20 |Content-Length|1,|\nhead 39 length 1\nbody 39 x\n"
                    "end 40 open"),
  RESPONSE ("length-list-differs",
            OK "Content-Length: 1, 2\r\n\r\nxy",
            OK_LINE "problem 17 conflicting-lengths\n"
                    "field 17+22 |Content-Length|1, 2|\nhead 41 to-end 0\nbody 41 xy\n"
                    "end 43 open"),
  RESPONSE ("length-bad-then-good",
            OK "Content-Length: a\r\nContent-Length: 1\r\n\r\nxy",
            OK_LINE "problem 17 bad-length\nfield 17+19 |Content-Length|a|\n"
                    "field 36+19 |Content-Length|1|\nhead 57 to-end 0\nbody 57 xy\n"
                    "end 59 open"),
  RESPONSE ("length-small-letters",
            OK "content-length: 1\r\n\r\nx",
            OK_LINE "field 17+19 |content-length|1|\nhead 38 length 1\nbody 38 x\n"
                    "end 39 open"),
  RESPONSE ("lengths-same-twice",
            OK "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
            OK_LINE "field 17+19 |Content-Length|1|\n"
                    "field 36+19 |Content-Length|1|\nhead 57 length 1\nbody 57 x\n"
                    "end 58 open"),
  RESPONSE ("length-nul",
            OK "Content-Length: 1\x00\r\n\r\nx",
            OK_LINE "problem 34 bad-value\nproblem 17 bad-length\n"
                    "field 17+20 |Content-Length|1\\00|\nhead 39 to-end 0\nbody 39 x\n"
                    "end 40 open"),
  RESPONSE ("length-space-before-colon",
            OK "Content-Length : 1\r\n\r\nx",
            OK_LINE "problem 31 space-before-colon\n"
                    "field 17+20 |Content-Length|1|\nhead 39 length 1\nbody 39 x\n"
                    "end 40 open"),
  RESPONSE ("coding-capitals",
            OK "TRANSFER-ENCODING: Chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |TRANSFER-ENCODING|Chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\nend 52 open"),
  RESPONSE ("coding-twice",
            OK "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+37 |Transfer-Encoding|chunked, chunked|\n"
                    "problem 17 chunked-twice\nhead 56 chunks 0\nchunk 56+3 0 ||\n"
                    "end 61 open"),
  RESPONSE ("coding-between",
            OK "Transfer-Encoding: chunked, gzip, chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+43 |Transfer-Encoding|chunked, gzip, chunked|\n"
                    "problem 17 chunked-twice\nhead 62 chunks 0\nchunk 62+3 0 ||\n"
                    "end 67 open"),
  RESPONSE ("coding-twice-and-not-last",
            OK "Transfer-Encoding: chunked, chunked, gzip\r\n\r\nx",
            OK_LINE "field 17+43 |Transfer-Encoding|chunked, chunked, gzip|\n"
                    "problem 17 chunked-twice\nproblem 17 chunked-not-last\n"
                    "head 62 to-end 0\nbody 62 x\nend 63 open"),
  RESPONSE ("coding-lines",
            OK "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+25 |Transfer-Encoding|gzip|\n"
                    "field 42+28 |Transfer-Encoding|chunked|\nhead 72 chunks 0\n"
                    "chunk 72+3 0 ||\nend 77 open"),
  RESPONSE ("coding-empty",
            OK "Transfer-Encoding:\r\n\r\nx",
            OK_LINE "field 17+20 |Transfer-Encoding||\nhead 39 to-end 0\n"
                    "body 39 x\nend 40 open"),
  RESPONSE ("coding-quoted",
            OK "Transfer-Encoding: \"chunked\"\r\n\r\nx",
            OK_LINE "problem 17 unknown-coding\n"
                    "field 17+30 |Transfer-Encoding|\"chunked\"|\nhead 49 to-end 0\n"
                    "body 49 x\nend 50 open"),
  RESPONSE ("coding-near",
            OK "Transfer-Encoding: chunkedx\r\n\r\nx",
            OK_LINE "problem 17 unknown-coding\n"
                    "field 17+29 |Transfer-Encoding|chunkedx|\nhead 48 to-end 0\n"
                    "body 48 x\nend 49 open"),
  RESPONSE ("coding-identity-and-length",
            OK "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nx",
            OK_LINE "problem 17 identity-coding\n"
                    "field 17+29 |Transfer-Encoding|identity|\n"
                    "field 46+19 |Content-Length|1|\n"
                    "head 67 length 1\nbody 67 x\nend 68"),
  RESPONSE ("coding-identity-chunked",
            OK "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "problem 17 identity-coding\n"
                    "field 17+38 |Transfer-Encoding|identity, chunked|\n"
                    "head 57 chunks 0\nchunk 57+3 0 ||\nend 62"),
  RESPONSE ("coding-unknown-chunked",
            OK "Transfer-Encoding: br, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            OK_LINE "problem 17 unknown-coding\n"
                    "field 17+32 |Transfer-Encoding|br, chunked|\nhead 51 chunks 0\n"
                    "chunk 51+3 1 ||\nbody 54 a\nchunk 57+3 0 ||\nend 62 open"),
  RESPONSE ("coding-parameter",
            OK "Transfer-Encoding: chunked;a=b\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+32 |Transfer-Encoding|chunked;a=b|\n"
                    "head 51 chunks 0\nchunk 51+3 0 ||\nend 56 open"),
  RESPONSE ("chunk-capitals",
            OK "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 10 ||\nbody 50 0123456789\nchunk 62+3 10 ||\n"
                    "body 65 0123456789\nchunk 77+3 0 ||\nend 82 open"),
  RESPONSE ("chunk-zeros",
            OK "Transfer-Encoding: chunked\r\n\r\n00000000000000000001\r\na\r\n000\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+22 1 ||\nbody 69 a\nchunk 72+5 0 ||\nend 79 open"),
  RESPONSE ("chunk-largest",
            OK "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\na",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+18 18446744073709551615 ||\nbody 65 a\n"
                    "problem 66 truncated-body 18446744073709551614\nend 66 open"),
  RESPONSE ("chunk-quoted",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a=\"b;c\\\"d\";e\r\nx\r\n0;last\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+16 1 |a=\"b;c\\\"d\";e|\nbody 63 x\nchunk 66+8 0 |last|\n"
                    "end 76 open"),
  RESPONSE ("chunk-space-before-extension",
            OK "Transfer-Encoding: chunked\r\n\r\n1 \t; a=b\r\nx\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+10 1 |a=b|\nbody 57 x\nchunk 60+3 0 ||\nend 65 open"),
  RESPONSE ("chunk-space-behind",
            OK "Transfer-Encoding: chunked\r\n\r\n1  \r\nx\r\n0 \r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 48 bad-chunk-extension\nchunk 47+5 1 ||\nbody 52 x\n"
                    "problem 56 bad-chunk-extension\nchunk 55+4 0 ||\nend 61 open"),
  RESPONSE ("chunk-extension-empty",
            OK "Transfer-Encoding: chunked\r\n\r\n1;\r\nx\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 49 bad-chunk-extension\nchunk 47+4 1 ||\nbody 51 x\n"
                    "chunk 54+3 0 ||\nend 59 open"),
  RESPONSE ("chunk-extension-good",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a;b=c ; d = \"e\\\"\xe9\" ;f\r\nx\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+25 1 |a;b=c ; d = \"e\\\"\\e9\" ;f|\nbody 72 x\n"
                    "chunk 75+3 0 ||\nend 80 open"),
  RESPONSE ("chunk-extension-value",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a=\r\nx\r\n0;b=\"\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 51 bad-chunk-extension\nchunk 47+6 1 |a=|\nbody 53 x\n"
                    "problem 61 bad-chunk-extension\nchunk 56+7 0 |b=\"|\nend 65 open"),
  RESPONSE ("chunk-extension-space-behind",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a \r\nx\r\n0;a b\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 50 bad-chunk-extension\nchunk 47+6 1 |a |\nbody 53 x\n"
                    "problem 60 bad-chunk-extension\nchunk 56+7 0 |a b|\nend 65 open"),
  RESPONSE ("chunk-lf",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\nx\n0\nA: b\n\n",
            "problem 15 bare-lf\nstart 0+16 |1.1|200|OK|\nproblem 42 bare-lf\n"
            "problem 43 bare-lf\nfield 16+27 |Transfer-Encoding|chunked|\n"
            "head 44 chunks 0\nproblem 45 bare-lf\nchunk 44+2 1 ||\nbody 46 x\n"
            "problem 47 bare-lf\nproblem 49 bare-lf\nchunk 48+2 0 ||\n"
            "problem 54 bare-lf\nproblem 55 bare-lf\ntrailer 50+5 |A|b|\n"
            "end 56 open"),
  RESPONSE ("chunk-extension-lf-quoted",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a=\"b\nc\"\r\nx",
            OK_LINE
            "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
            "problem 53 bare-lf\nproblem 53 bad-chunk-extension\nchunk 47+7 1 |a=\"b|\nbody 54 c\n"
            "problem 55 bad-chunk-end\nproblem 58 bad-chunk-size\nbody 58 x\n"
            "end 59 open"),
  RESPONSE ("chunk-cr-in-size",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r1\r\nx\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 48 bare-cr\nproblem 48 bad-chunk-extension\nchunk 47+5 1 |1|\nbody 52 "
                    "x\nchunk 55+3 0 ||\n"
                    "end 60 open"),
  RESPONSE ("chunk-cr-first",
            OK "Transfer-Encoding: chunked\r\n\r\n\r\n1\r\nx\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 \\0d\\0a1\\0d\\0ax\\0d\\0a\n"
                    "end 55 open"),
  RESPONSE ("chunk-empty-line",
            OK "Transfer-Encoding: chunked\r\n\r\n\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 \\0a\nend 48 open"),
  RESPONSE ("chunk-space-first",
            OK "Transfer-Encoding: chunked\r\n\r\n 1\r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47  1\\0d\\0ax\nend 52 open"),
  RESPONSE ("chunk-space-alone",
            OK "Transfer-Encoding: chunked\r\n\r\n \r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47  \\0d\\0ax\nend 51 open"),
  RESPONSE ("chunk-two-numbers",
            OK "Transfer-Encoding: chunked\r\n\r\n1 2\r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 1 2\\0d\\0ax\nend 53 open"),
  RESPONSE ("chunk-0x",
            OK "Transfer-Encoding: chunked\r\n\r\n0x1\r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 0x1\\0d\\0ax\nend 53 open"),
  RESPONSE ("chunk-negative",
            OK "Transfer-Encoding: chunked\r\n\r\n-1\r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 -1\\0d\\0ax\nend 52 open"),
  RESPONSE ("chunk-not-at-all",
            OK "Transfer-Encoding: chunked\r\n\r\nHello, all of it",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 Hello, all of it\nend 63 open"),
  RESPONSE ("chunk-not-late",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\nzzz",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 53 bad-chunk-size\nbody 53 zzz\n"
                    "end 56 open"),
  RESPONSE ("chunk-nul",
            OK "Transfer-Encoding: chunked\r\n\r\n1\x00\r\nx",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 1\\00\\0d\\0ax\nend 52 open"),
  RESPONSE ("chunk-lone-end",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\nab\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 52 bare-lf\n"
                    "problem 51 bad-chunk-end\nchunk 53+3 0 ||\nend 58 open"),
  RESPONSE ("chunk-size-cut",
            OK "Transfer-Encoding: chunked\r\n\r\n1f",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 49 truncated-body\nend 49 open"),
  RESPONSE ("chunk-size-cut-cr",
            OK "Transfer-Encoding: chunked\r\n\r\n1f\r",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 50 truncated-body\nend 50 open"),
  RESPONSE ("chunk-extension-cut",
            OK "Transfer-Encoding: chunked\r\n\r\n1;a",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 50 truncated-body\nend 50 open"),
  RESPONSE ("chunk-end-cut",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\na",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 51 truncated-body\nend 51 open"),
  RESPONSE ("chunk-end-cut-cr",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\na\r",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 52 truncated-body\nend 52 open"),
  RESPONSE ("last-chunk-cut",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\nproblem 50 truncated-body\nend 50 open"),
  RESPONSE ("last-chunk-cut-cr",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\n\r",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\nproblem 51 truncated-body\nend 51 open"),
  RESPONSE ("chunk-then-extra",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\nend 52 open"),
  RESPONSE (
      "trailer-problems",
      OK "Transfer-Encoding: chunked\r\n\r\n0\r\nA : b\r\nc\r\n d\r\n:e\r\nF: \x01\r\nG: h\n\r\n",
      OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
              "chunk 47+3 0 ||\nproblem 51 space-before-colon\ntrailer 50+7 |A|b|\n"
              "problem 57 no-colon\nproblem 60 folded\ntrailer 57+7 |c|d|\n"
              "problem 64 no-name\ntrailer 64+4 ||e|\nproblem 71 bad-value\n"
              "problem 78 bare-lf\ntrailer 68+6 |F|\\01|\ntrailer 74+5 |G|h|\n"
              "end 81 open"),
  RESPONSE ("trailer-framing",
            OK
            "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\nConnection: close\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\ntrailer 50+19 |Content-Length|5|\n"
                    "trailer 69+19 |Connection|close|\nend 90 open"),
  RESPONSE ("trailer-space-first",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\n A: b\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\nproblem 50 space-first\ntrailer 50+7 |A|b|\n"
                    "end 59 open"),
  RESPONSE ("trailer-cut",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\ntrailer 50+4 |A|b|\nproblem 54 truncated-body\n"
                    "end 54 open"),
  RESPONSE ("close-and-keep",
            OK "Connection: keep-alive, close\r\nContent-Length: 0\r\n\r\n",
            OK_LINE "field 17+31 |Connection|keep-alive, close|\n"
                    "field 48+19 |Content-Length|0|\nhead 69 none 0\nend 69"),
  RESPONSE ("close-and-other",
            OK "Connection: close, x\r\nContent-Length: 0\r\n\r\n",
            OK_LINE "field 17+22 |Connection|close, x|\n"
                    "field 39+19 |Content-Length|0|\nhead 60 none 0\nend 60"),
  RESPONSE ("close-in-second",
            OK "Connection: x\r\nConnection: CLOSE\r\nContent-Length: 0\r\n\r\n",
            OK_LINE "field 17+15 |Connection|x|\nfield 32+19 |Connection|CLOSE|\n"
                    "field 51+19 |Content-Length|0|\nhead 72 none 0\nend 72"),
  RESPONSE ("close-near",
            OK "Connection: closed\r\nContent-Length: 0\r\n\r\n",
            OK_LINE "field 17+20 |Connection|closed|\n"
                    "field 37+19 |Content-Length|0|\nhead 58 none 0\nend 58 open"),
  RESPONSE ("proxy-connection",
            OK "Proxy-Connection: close\r\nContent-Length: 0\r\n\r\n",
            OK_LINE "field 17+25 |Proxy-Connection|close|\n"
                    "field 42+19 |Content-Length|0|\nhead 63 none 0\nend 63 open"),
  RESPONSE ("version-1-0-length",
            "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
            "start 0+17 |1.0|200|OK|\nfield 17+19 |Content-Length|1|\n"
            "head 38 length 1\nbody 38 x\nend 39"),
};
