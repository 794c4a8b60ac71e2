"""Lists every cell of a spreadsheet with its type, from the XML itself."""

import sys
import xml.etree.ElementTree as tree
import zipfile

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def main(path):
    with zipfile.ZipFile(path) as book:
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in tree.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", NS):
                strings.append("".join(text.text or "" for text in item.iter(f"{{{NS['m']}}}t")))
        sheets = tree.fromstring(book.read("xl/workbook.xml")).findall("m:sheets/m:sheet", NS)
        for place, sheet in enumerate(sheets, 1):
            name = sheet.get("name")
            page = tree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml"))
            pane = page.find("m:sheetViews/m:sheetView/m:pane", NS)
            print(name, "frozen", pane.get("ySplit") if pane is not None else 0)
            for cell in page.iter(f"{{{NS['m']}}}c"):
                if cell.find("m:f", NS) is not None:
                    print(name, cell.get("r"), "f", cell.find("m:f", NS).text)
                    continue
                value = cell.find("m:v", NS)
                if value is None:
                    continue
                if cell.get("t") == "s":
                    print(name, cell.get("r"), "s", strings[int(value.text)])
                else:
                    print(name, cell.get("r"), "n", value.text)


main(sys.argv[1])
