#!/usr/bin/env python3
"""A second reader of bank files, written from the words of profiles.json and not from the engine's code.

    read_bank_file.py profiles.json PROFILE FILE   prints: count sum_fen account_hash
"""
import json
import re
import sys
import xml.etree.ElementTree as tree

AMOUNT = {"yuan": re.compile(r"[0-9]+\.[0-9]{2}"), "fen": re.compile(r"[1-9][0-9]*")}
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


def lines_of(profile, path):
    with open(path, "rb") as file:
        text = file.read().decode(profile["encoding"])  # decode first, then split
    if profile["gbk_only"]:
        for character in set(text):
            if len(character.encode("gb18030")) > 2 or character.encode("gbk") != character.encode("gb18030"):
                sys.exit(f"U+{ord(character):04X} is not of GBK")
    if text and not text.endswith(profile["line_end"]):
        sys.exit("the last row has no end")
    return text.split(profile["line_end"])[:-1]


def checked(profile, fields):
    if len(fields) != len(profile["columns"]):
        sys.exit(f"{len(fields)} fields where {len(profile['columns'])} belong")
    row = dict(zip(profile["columns"], fields))
    if len(row["name"].encode(profile["encoding"])) > profile["name_bytes"]:
        sys.exit("a name is too long")
    for column, text in profile.get("texts", {}).items():
        if row[column] != text:
            sys.exit(f"{column} is {row[column]} where {text} belongs")
    return row


def rows_of_delimited(profile, path):
    for line in lines_of(profile, path):
        row = checked(profile, line.split(profile["delimiter"]))
        yield row["row-id"], row["amount"], row["account"]


def rows_of_headed(profile, path):
    lines = lines_of(profile, path)
    header, trailer = profile["header"], profile["trailer"]
    stated = {}
    for pattern, line in zip(header, lines):
        names = re.findall(r"{([a-z-]+)}", pattern)
        found = re.fullmatch(r"(\d+)".join(map(re.escape, re.split(r"{[a-z-]+}", pattern))), line)
        if not found:
            sys.exit(f"a line of the header is not as it should be: {pattern}")
        stated.update(zip(names, found.groups()))
    if lines[len(lines) - len(trailer):] != trailer:
        sys.exit("the trailer is not there")
    count = total = 0
    debit = None
    for line in lines[len(header):len(lines) - len(trailer)]:
        *fields, behind = line.split(profile["delimiter"])
        row = checked(profile, fields)
        count += 1
        total += int(row["amount"])
        debit = debit or row["debit-account"]
        if behind or not debit or (row["pay-day"], row["sequence"], row["debit-account"]) != (
            stated["pay-day"], str(count), debit):
            sys.exit(f"row {count}: day, sequence, debit account or the end of the row is wrong")
        yield row["row-id"], row["amount"], row["account"]
    if (stated["sum"], stated["count"]) != (str(total), str(count)):
        sys.exit(f"stated totals {stated} are not those of the rows")


def rows_of_fixed(profile, path):
    end = profile["line_end"].encode("ascii")
    length = sum(profile["widths"]) + len(end)
    with open(path, "rb") as file:
        while row := file.read(length):
            if len(row) != length or not row.endswith(end):
                sys.exit("a row is not as long as its widths")
            fields = []
            for width in profile["widths"]:
                fields.append(row[:width].decode(profile["encoding"]).rstrip(" "))
                row = row[width:]
            row_of = checked(profile, fields)
            yield row_of["row-id"], row_of["amount"], row_of["account"]


def rows_of_pain(path):
    def text(node, where):
        return node.findtext("/".join(PAIN + step for step in where.split("/")))

    message = tree.parse(path).getroot().find(PAIN + "CstmrCdtTrfInitn")
    payments = message.findall(PAIN + "PmtInf")
    if len(payments) != 1:
        sys.exit(f"{len(payments)} PmtInf where one belongs")
    rows = [
        (text(row, "PmtId/EndToEndId"), text(row, "Amt/InstdAmt"), text(row, "CdtrAcct/Id/Othr/Id"))
        for row in payments[0].findall(PAIN + "CdtTrfTxInf")
    ]
    total = sum(int(amount.replace(".", "")) for _, amount, _ in rows)
    stated = [(text(node, "NbOfTxs"), text(node, "CtrlSum")) for node in (message.find(PAIN + "GrpHdr"), payments[0])]
    if stated != [(str(len(rows)), f"{total // 100}.{total % 100:02}")] * 2:
        sys.exit(f"stated totals {stated} are not those of the rows")
    return rows


def main(profiles, name, path):
    with open(profiles, encoding="utf-8") as file:
        profile = next(p for p in json.load(file) if p["name"] == name)
    read = {"delimited": rows_of_delimited, "headed": rows_of_headed, "fixed": rows_of_fixed}
    rows = rows_of_pain(path) if profile["layout"] == "pain" else read[profile["layout"]](profile, path)
    well_formed = AMOUNT[profile.get("amount_unit", "yuan")]
    count = sum_fen = accounts = 0
    seen = set()
    for row_id, amount, account in rows:
        if row_id in seen or not well_formed.fullmatch(amount):
            sys.exit(f"row id {row_id} twice, or amount {amount} malformed")
        seen.add(row_id)
        count += 1
        sum_fen += int(amount.replace(".", ""))
        # account_hash: the last ten digits of each account added up, of the total the last ten digits
        accounts += int(("0" + "".join(d for d in account if d in "0123456789"))[-10:])
    print(count, sum_fen, f"{accounts % 10**10:010}")


main(*sys.argv[1:])
