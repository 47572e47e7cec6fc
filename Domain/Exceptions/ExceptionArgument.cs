using System.Collections.Frozen;

namespace Disbursement.Domain.Exceptions;

/// <summary>The names of the blanks in sentences. A new one is added on purpose, so that none is misspelt.</summary>
public static class ExceptionArgument
{
    private static readonly string[] Names =
    [
        "丁", "上月", "上限", "丙", "丧葬", "乙", "人数", "代码", "位数", "低", "例", "允许位数", "关系", "动作", "原因",
        "变动类型", "可用", "名单", "名单2", "地区", "复查日", "多发", "天数", "姓名", "姓名2", "字", "字节", "尾号", "差额",
        "年份", "年度", "应为", "开户行", "录入人", "性质", "意见", "戊", "户名", "所在", "批次", "抵扣", "提出人", "收款人",
        "文件", "文号", "新", "日期", "时期", "月份", "月份止", "月份清单", "月份起", "月数", "月额", "本月",
        "材料", "条号", "来源", "死亡原因", "死亡日期", "比例", "版次", "环节", "用途", "甲", "疑点", "码位", "等级",
        "类别", "类别乙", "类别甲", "累计", "级次", "组成", "缺口", "行", "行号", "补发", "补发额", "责任人", "账户尾号",
        "起发年月", "起止", "退回日期", "金额", "金额乙", "金额甲", "银行", "错处", "阈值", "需要", "项数", "项目", "高",
        "编号", "逾期", "乡镇", "其他", "年数", "案号", "险种", "对方", "付款方", "单位", "个人", "号", "分", "依据", "情形",
        "明细", "入伍", "退役", "其他案件", "起止甲", "起止乙",
    ];

    /// <summary>Every name that a template may use.</summary>
    public static FrozenSet<string> Known { get; } = Names.ToFrozenSet(StringComparer.Ordinal);
}
