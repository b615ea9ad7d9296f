// SPDX-License-Identifier: GPL-3.0-or-later
/* The cases of test-parser.c. */
#pragma once

#define OK      "HTTP/1.1 200 OK\r\n"
#define OK_LINE "start 0+17 |1.1|200|OK|\n"

static const Case basic_cases[] = {
  RESPONSE ("length",
            OK "Content-Length: 6\r\n\r\nHello\n",
            OK_LINE "field 17+19 |Content-Length|6|\n"
                    "head 38 length 6\n"
                    "body 38 Hello\\0a\n"
                    "end 44 open"),
  RESPONSE ("length-zero",
            OK "Content-Length: 0\r\n\r\n",
            OK_LINE "field 17+19 |Content-Length|0|\nhead 38 none 0\nend 38 open"),
  RESPONSE ("to-end", OK "\r\nabc", OK_LINE "head 19 to-end 0\nbody 19 abc\nend 22 open"),
  RESPONSE ("chunks",
            OK "Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n1;a=b\r\n!\r\n0\r\nX: y\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\n"
                    "head 47 chunks 0\n"
                    "chunk 47+3 5 ||\nbody 50 Hello\n"
                    "chunk 57+7 1 |a=b|\nbody 64 !\n"
                    "chunk 67+3 0 ||\n"
                    "trailer 70+6 |X|y|\n"
                    "end 78 open"),
  RESPONSE ("interim",
            "HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 1\r\n\r\nx",
            "start 0+23 |1.1|100|Continue|\nhead 25 none 0\n"
            "start 25+17 |1.1|200|OK|\nfield 42+19 |Content-Length|1|\n"
            "head 63 length 1\nbody 63 x\nend 64 open"),
  RESPONSE ("switching-protocols",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81",
            "start 0+34 |1.1|101|Switching Protocols|\nhead 36 none 0\nend 36"),
  RESPONSE ("no-content",
            "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nabcde",
            "start 0+25 |1.1|204|No Content|\nfield 25+19 |Content-Length|5|\n"
            "head 46 none 0\nend 46 open"),
  RESPONSE ("not-modified",
            "HTTP/1.1 304 Not Modified\r\n\r\n",
            "start 0+27 |1.1|304|Not Modified|\nhead 29 none 0\nend 29 open"),
  RESPONSE_TO ("HEAD",
               "head-request",
               OK "Content-Length: 5\r\n\r\n",
               OK_LINE "field 17+19 |Content-Length|5|\nhead 38 none 0\nend 38 open"),
  RESPONSE_TO ("CONNECT", "connect", OK "\r\nxyz", OK_LINE "head 19 none 0\nend 19"),
  RESPONSE ("extra",
            OK "Content-Length: 1\r\n\r\nabc",
            OK_LINE "field 17+19 |Content-Length|1|\nhead 38 length 1\nbody 38 a\nend 39 open"),
  RESPONSE ("no-reason",
            "HTTP/1.1 200 \r\n\r\n",
            "start 0+15 |1.1|200||\nhead 17 to-end 0\n"
            "end 17 open"),
  RESPONSE ("no-reason-no-space",
            "HTTP/1.1 200\r\n\r\n",
            "start 0+14 |1.1|200||\nhead 16 to-end 0\nend 16 open"),
  RESPONSE ("close",
            OK "Connection: Close\r\n\r\n",
            OK_LINE "field 17+19 |Connection|Close|\nhead 38 to-end 0\nend 38"),
  RESPONSE ("version-1-0",
            "HTTP/1.0 200 OK\r\n\r\n",
            "start 0+17 |1.0|200|OK|\nhead 19 to-end 0\nend 19"),
  RESPONSE ("version-1-0-open",
            "HTTP/1.0 200 OK\r\nConnection: a, keep-alive\r\n\r\n",
            "start 0+17 |1.0|200|OK|\nfield 17+27 |Connection|a, keep-alive|\n"
            "head 46 to-end 0\nend 46 open"),
  RESPONSE ("white-space",
            OK "A:\t b c \t\r\nB:\r\nC:d\r\n\r\n",
            OK_LINE "field 17+11 |A|b c|\nfield 28+4 |B||\nfield 32+5 |C|d|\n"
                    "head 39 to-end 0\nend 39 open"),
  /* What is wrong, and what comes of it. */
  RESPONSE ("nothing", "", "problem 0 no-response\nend 0"),
  RESPONSE ("interim-then-nothing",
            "HTTP/1.1 100 C\r\n\r\n",
            "start 0+16 |1.1|100|C|\nhead 18 none 0\nproblem 18 no-response\nend 18"),
  RESPONSE ("not-http",
            "SSH-2.0-x\r\n",
            "problem 0 not-http\nhead 0 to-end 0\nbody 0 SSH-2.0-x\\0d\\0a\nend 11"),
  RESPONSE ("not-http-short", "HT", "problem 0 not-http\nhead 0 to-end 0\nbody 0 HT\nend 2"),
  RESPONSE ("not-http-late", "HTTQ", "problem 0 not-http\nhead 0 to-end 0\nbody 0 HTTQ\nend 4"),
  RESPONSE ("empty-line-first",
            "\r\n" OK "\r\n",
            "problem 0 empty-line-first\nproblem 1 empty-line-first\n"
            "start 2+17 |1.1|200|OK|\nhead 21 to-end 0\nend 21 open"),
  RESPONSE ("spaces",
            "HTTP/1.1  200  Fine\r\n\r\n",
            "problem 0 bad-start-line\nstart 0+21 |1.1|200| Fine|\nhead 23 to-end 0\nend 23 open"),
  RESPONSE ("version-2",
            "HTTP/2 200 OK\r\n\r\n",
            "problem 0 bad-version\nstart 0+15 |2|200|OK|\nhead 17 to-end 0\nend 17"),
  RESPONSE ("small-letters",
            "http/1.1 200 OK\r\n\r\n",
            "problem 0 bad-version\nstart 0+17 |1.1|200|OK|\nhead 19 to-end 0\nend 19 open"),
  RESPONSE ("status-four",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "problem 9 bad-status\nstart 0+18 |1.1|0|OK|\nhead 20 to-end 0\nend 20 open"),
  RESPONSE ("status-high",
            "HTTP/1.1 999 No\r\n\r\n",
            "problem 9 bad-status\nstart 0+17 |1.1|999|No|\nhead 19 to-end 0\nend 19 open"),
  RESPONSE ("status-word",
            "HTTP/1.1 abc\r\n\r\n",
            "problem 9 bad-status\nstart 0+14 |1.1|0||\nhead 16 to-end 0\nend 16 open"),
  RESPONSE ("bare-lf",
            "HTTP/1.1 200 OK\nA: b\n\nx",
            "problem 15 bare-lf\nstart 0+16 |1.1|200|OK|\nproblem 20 bare-lf\n"
            "problem 21 bare-lf\nfield 16+5 |A|b|\nhead 22 to-end 0\nbody 22 x\nend 23 open"),
  RESPONSE ("bare-cr",
            OK "A: b\rc\r\n\r\n",
            OK_LINE "problem 21 bare-cr\nfield 17+8 |A|b\\0dc|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("folded",
            OK "A: b\r\n  c\r\n\td \r\nE: f\r\n\r\n",
            OK_LINE "problem 23 folded\nproblem 28 folded\nfield 17+16 |A|b c d|\n"
                    "field 33+6 |E|f|\nhead 41 to-end 0\nend 41 open"),
  RESPONSE ("space-first",
            OK " A: b\r\n\r\n",
            OK_LINE "problem 17 space-first\nfield 17+7 |A|b|\nhead 26 to-end 0\nend 26 open"),
  RESPONSE ("space-before-colon",
            OK "A : b\r\n\r\n",
            OK_LINE
            "problem 18 space-before-colon\nfield 17+7 |A|b|\nhead 26 to-end 0\nend 26 open"),
  RESPONSE ("no-colon",
            OK "Abc\r\n\r\n",
            OK_LINE "problem 17 no-colon\nfield 17+5 |Abc||\nhead 24 to-end 0\nend 24 open"),
  RESPONSE ("no-name",
            OK ": b\r\n\r\n",
            OK_LINE "problem 17 no-name\nfield 17+5 ||b|\nhead 24 to-end 0\nend 24 open"),
  RESPONSE ("bad-name",
            OK "A(b: c\r\n\r\n",
            OK_LINE "problem 18 bad-name\nfield 17+8 |A(b|c|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("nul",
            OK "A: b\0c\r\n\r\n",
            OK_LINE "problem 21 bad-value\nfield 17+8 |A|b\\00c|\nhead 27 to-end 0\nend 27 open"),
  RESPONSE ("length-word",
            OK "Content-Length: six\r\n\r\nabcdef",
            OK_LINE "problem 17 bad-length\nfield 17+21 |Content-Length|six|\n"
                    "head 40 to-end 0\nbody 40 abcdef\nend 46 open"),
  RESPONSE ("length-negative",
            OK "Content-Length: -1\r\n\r\n",
            OK_LINE "problem 17 bad-length\nfield 17+20 |Content-Length|-1|\n"
                    "head 39 to-end 0\nend 39 open"),
  RESPONSE ("length-huge",
            OK "Content-Length: 99999999999999999999\r\n\r\n",
            OK_LINE "problem 17 bad-length\nfield 17+38 |Content-Length|99999999999999999999|\n"
                    "head 57 to-end 0\nend 57 open"),
  RESPONSE ("length-empty",
            OK "Content-Length:\r\n\r\n",
            OK_LINE "problem 17 bad-length\nfield 17+17 |Content-Length||\n"
                    "head 36 to-end 0\nend 36 open"),
  RESPONSE ("lengths-same",
            OK "Content-Length: 1, 1\r\n\r\nx",
            OK_LINE "field 17+22 |Content-Length|1, 1|\nhead 41 length 1\nbody 41 x\nend 42 open"),
  RESPONSE ("lengths-differ",
            OK "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxyz",
            OK_LINE "field 17+19 |Content-Length|1|\nproblem 36 conflicting-lengths\n"
                    "field 36+19 |Content-Length|2|\nhead 57 to-end 0\nbody 57 xyz\nend 60 open"),
  RESPONSE ("length-and-coding",
            OK "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+19 |Content-Length|9|\nfield 36+28 |Transfer-Encoding|chunked|\n"
                    "problem 17 length-and-coding\nhead 66 chunks 0\nchunk 66+3 0 ||\nend 71"),
  RESPONSE ("length-twice-and-coding",
            OK "Content-Length: 9\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n"
               "0\r\n\r\n",
            OK_LINE "field 17+19 |Content-Length|9|\nfield 36+19 |Content-Length|9|\n"
                    "field 55+28 |Transfer-Encoding|chunked|\n"
                    "problem 36 length-and-coding\nhead 85 chunks 0\nchunk 85+3 0 ||\nend 90"),
  RESPONSE ("unknown-coding",
            OK "Transfer-Encoding: rot13\r\n\r\nx",
            OK_LINE "problem 17 unknown-coding\nfield 17+26 |Transfer-Encoding|rot13|\n"
                    "head 45 to-end 0\nbody 45 x\nend 46 open"),
  RESPONSE ("chunked-not-last",
            OK "Transfer-Encoding: chunked, gzip\r\n\r\nx",
            OK_LINE "field 17+34 |Transfer-Encoding|chunked, gzip|\nproblem 17 chunked-not-last\n"
                    "head 53 to-end 0\nbody 53 x\nend 54 open"),
  RESPONSE ("gzip-chunked",
            OK "Transfer-Encoding: gzip;q=1 , chunked\r\n\r\n0\r\n\r\n",
            OK_LINE "field 17+39 |Transfer-Encoding|gzip;q=1 , chunked|\n"
                    "head 58 chunks 0\nchunk 58+3 0 ||\nend 63 open"),
  RESPONSE ("chunk-size-word",
            OK "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 xyz\\0d\\0aabc\nend 55 open"),
  RESPONSE ("chunk-size-huge",
            OK "Transfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "problem 47 bad-chunk-size\nbody 47 11111111111111111\\0d\\0a\nend 66 open"),
  RESPONSE ("chunk-too-long",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 51 bad-chunk-end\n"
                    "chunk 55+3 0 ||\nend 60 open"),
  RESPONSE ("truncated-start",
            "HTTP/1.1 2",
            "problem 9 bad-status\nstart 0+10 |1.1|2||\nproblem 10 truncated-head\nend 10 open"),
  RESPONSE ("truncated-head",
            OK "Server: ngi",
            OK_LINE "field 17+11 |Server|ngi|\nproblem 28 truncated-head\nend 28 open"),
  RESPONSE ("truncated-body",
            OK "Content-Length: 9\r\n\r\nabc",
            OK_LINE "field 17+19 |Content-Length|9|\nhead 38 length 9\nbody 38 abc\n"
                    "problem 41 truncated-body 6\nend 41 open"),
  RESPONSE ("truncated-chunk",
            OK "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 5 ||\nbody 50 ab\nproblem 52 truncated-body 3\nend 52 open"),
  RESPONSE ("truncated-between-chunks",
            OK "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 1 ||\nbody 50 a\nproblem 53 truncated-body\nend 53 open"),
  RESPONSE ("truncated-trailers",
            OK "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n",
            OK_LINE "field 17+28 |Transfer-Encoding|chunked|\nhead 47 chunks 0\n"
                    "chunk 47+3 0 ||\ntrailer 50+6 |A|b|\nproblem 56 truncated-body\nend 56 open"),
  RESPONSE ("coding-in-1-0",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "start 0+17 |1.0|200|OK|\nfield 17+28 |Transfer-Encoding|chunked|\n"
            "problem 17 coding-in-1-0\nhead 47 chunks 0\nchunk 47+3 0 ||\nend 52"),
  RESPONSE (
      "coding-in-1-0-kept",
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "start 0+17 |1.0|200|OK|\nfield 17+24 |Connection|keep-alive|\n"
      "field 41+28 |Transfer-Encoding|chunked|\n"
      "problem 41 coding-in-1-0\nhead 71 chunks 0\nchunk 71+3 0 ||\nend 76"),
  /* Requests. */
  REQUEST ("get",
           "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
           "start 0+16 |GET|/|1.1|\nfield 16+9 |Host|a|\nhead 27 none 0\nend 27 open"),
  REQUEST ("post",
           "POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi",
           "start 0+18 |POST|/x|1.1|\nfield 18+19 |Content-Length|2|\nhead 39 length 2\n"
           "body 39 hi\nend 41 open"),
  REQUEST ("http-0-9",
           "GET /\r\n\r\n",
           "problem 0 not-http\nstart 0+7 |GET|/||\nhead 9 none 0\n"
           "end 9"),
  REQUEST ("bad-method",
           "G(T / HTTP/1.1\r\n\r\n",
           "problem 1 bad-method\nstart 0+16 |G(T|/|1.1|\nhead 18 none 0\nend 18 open"),
  REQUEST ("target-with-space",
           "GET /a b HTTP/1.1\r\n\r\n",
           "problem 7 bad-version\nstart 0+19 |GET|/a||\nhead 21 none 0\nend 21"),
  REQUEST ("empty-line-before",
           "\r\nGET / HTTP/1.1\r\n\r\n",
           "problem 0 empty-line-first\nstart 2+16 |GET|/|1.1|\nhead 20 none 0\n"
           "end 20 open"),
  REQUEST ("empty-lines-alone",
           "\r\n\r\n",
           "problem 0 empty-line-first\nproblem 2 empty-line-first\n"
           "problem 4 truncated-head\nend 4"),
  REQUEST ("nothing-to-send", "", "problem 0 truncated-head\nend 0"),
  REQUEST ("asterisk",
           "OPTIONS * HTTP/1.1\r\n\r\n",
           "start 0+20 |OPTIONS|*|1.1|\nhead 22 none 0\nend 22 open"),
  REQUEST ("authority",
           "CONNECT a:1 HTTP/1.1\r\n\r\n",
           "start 0+22 |CONNECT|a:1|1.1|\nhead 24 none 0\nend 24 open"),
  REQUEST ("absolute",
           "GET http://a/b?c#d HTTP/1.0\r\n\r\n",
           "start 0+29 |GET|http://a/b?c#d|1.0|\nhead 31 none 0\nend 31"),
  REQUEST ("method-alone",
           "GET\r\n\r\n",
           "problem 0 not-http\nstart 0+5 |GET|||\nhead 7 none 0\nend 7"),
  REQUEST ("method-small",
           "get / HTTP/1.1\r\n\r\n",
           "start 0+16 |get|/|1.1|\nhead 18 none 0\nend 18 open"),
  REQUEST ("method-8-bit",
           "G\xc9T / HTTP/1.1\r\n\r\n",
           "problem 1 bad-method\nstart 0+16 |G\\c9T|/|1.1|\nhead 18 none 0\n"
           "end 18 open"),
  REQUEST ("method-nul",
           "G\x00T / HTTP/1.1\r\n\r\n",
           "problem 1 bad-method\nstart 0+16 |G\\00T|/|1.1|\nhead 18 none 0\n"
           "end 18 open"),
  REQUEST ("space-before-method",
           " GET / HTTP/1.1\r\n\r\n",
           "problem 1 bad-version\nproblem 0 bad-start-line\nstart 0+17 ||||\n"
           "head 19 none 0\nend 19"),
  REQUEST ("two-spaces",
           "GET  /  HTTP/1.1\r\n\r\n",
           "problem 0 bad-start-line\nstart 0+18 |GET|/|1.1|\nhead 20 none 0\n"
           "end 20 open"),
  REQUEST ("tabs",
           "GET\t/\tHTTP/1.1\r\n\r\n",
           "problem 0 bad-start-line\nstart 0+16 |GET|/|1.1|\nhead 18 none 0\n"
           "end 18 open"),
  REQUEST ("space-behind",
           "GET / HTTP/1.1 \r\n\r\n",
           "problem 6 bad-version\nstart 0+17 |GET|/|1.1 |\nhead 19 none 0\n"
           "end 19"),
  REQUEST ("version-small",
           "GET / http/1.1\r\n\r\n",
           "problem 6 bad-version\nstart 0+16 |GET|/|1.1|\nhead 18 none 0\n"
           "end 18 open"),
  REQUEST ("version-2-request",
           "PRI * HTTP/2.0\r\n\r\n",
           "problem 6 bad-version\nstart 0+16 |PRI|*|2.0|\nhead 18 none 0\n"
           "end 18"),
  REQUEST ("post-in-chunks",
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
           "start 0+17 |POST|/|1.1|\nfield 17+28 |Transfer-Encoding|chunked|\n"
           "head 47 chunks 0\nchunk 47+3 2 ||\nbody 50 hi\nchunk 54+3 0 ||\n"
           "end 59 open"),
  REQUEST ("post-coding-not-chunked",
           "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nhi",
           "start 0+17 |POST|/|1.1|\nfield 17+25 |Transfer-Encoding|gzip|\n"
           "problem 17 chunked-not-last\nhead 44 to-end 0\nbody 44 hi\n"
           "end 46 open"),
  REQUEST ("post-lengths-differ",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi",
           "start 0+17 |POST|/|1.1|\nfield 17+19 |Content-Length|1|\n"
           "problem 36 conflicting-lengths\nfield 36+19 |Content-Length|2|\n"
           "head 57 to-end 0\nbody 57 hi\nend 59 open"),
  REQUEST ("get-with-body",
           "GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi",
           "start 0+16 |GET|/|1.1|\nfield 16+19 |Content-Length|2|\n"
           "head 37 length 2\nbody 37 hi\nend 39 open"),
  REQUEST ("body-without-length",
           "POST / HTTP/1.1\r\n\r\nhi",
           "start 0+17 |POST|/|1.1|\nhead 19 none 0\nend 19 open"),
  REQUEST ("two-requests",
           "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
           "start 0+17 |GET|/a|1.1|\nhead 19 none 0\nend 19 open"),
  REQUEST ("line-cut",
           "GET / HT",
           "problem 6 bad-version\nstart 0+8 |GET|/||\n"
           "problem 8 truncated-head\nend 8"),
  REQUEST ("lf-lines",
           "GET / HTTP/1.1\nHost: a\n\n",
           "problem 14 bare-lf\nstart 0+15 |GET|/|1.1|\nproblem 22 bare-lf\n"
           "problem 23 bare-lf\nfield 15+8 |Host|a|\nhead 24 none 0\nend 24 open"),
};
